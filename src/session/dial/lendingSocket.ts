import { type NetConnectOpts, Socket } from 'node:net';
import { copyBytes } from '../../base/copyBytes.ts';

/** As much as the system gives at once without being asked for more. */
const ROOM_BYTES = 64 * 1024;

/**
 * A socket that reads into the same memory again and again. New memory for each chunk, as a plain socket takes it, costs more in a flood
 * than all that is done with what came.
 */
export class LendingSocket extends Socket {
  #take: ((chunk: Uint8Array) => void) | undefined;

  private constructor(options: NetConnectOpts) {
    super({
      ...options,
      onread: {
        buffer: Buffer.allocUnsafeSlow(ROOM_BYTES),
        callback: (length, room) => this.#read(new Uint8Array(room.buffer, room.byteOffset, length)),
      },
    });
  }

  /** As `net.connect`. */
  static connect(options: NetConnectOpts): LendingSocket {
    const socket = new LendingSocket(options);
    socket.connect(options);
    return socket;
  }

  /** What comes from now on is given to `take` instead of being told by 'data'. A chunk lasts until the next one comes. */
  lend(take: (chunk: Uint8Array) => void): void {
    this.#take = take;
  }

  /** False when nothing more is to be read for now. */
  #read(chunk: Uint8Array): boolean {
    if (this.#take === undefined) return this.push(copyBytes(chunk));
    this.#take(chunk);
    return !this.isPaused();
  }
}
