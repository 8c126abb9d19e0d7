import { type NetConnectOpts, Socket } from 'node:net';
import { copyBytes } from '../../base/copyBytes.ts';

/** Enough for an answer, and for a server that says little; Node has pieces of that size ready. */
const FIRST_ROOM_BYTES = 2 * 1024;
/** For a server that has filled the first: as much as Node asks the system for at once. */
const ROOM_BYTES = 64 * 1024;

/**
 * A socket that reads into the same memory again and again. New memory for each chunk, as a plain socket takes it, costs more in a flood
 * than all that is done with what came. While it is paused nothing is read at all, so that an end or a reset is told only afterwards.
 */
export class LendingSocket extends Socket {
  #room: Uint8Array = Buffer.allocUnsafe(FIRST_ROOM_BYTES);
  #take: ((chunk: Uint8Array) => void) | undefined;

  private constructor(options: NetConnectOpts) {
    super({
      ...options,
      onread: {
        // Asked for when the connection is begun, and again after each chunk.
        buffer: () => this.#room,
        callback: (length, { buffer, byteOffset }) => this.#read(new Uint8Array(buffer, byteOffset, length)),
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
    if (chunk.length === this.#room.length && chunk.length < ROOM_BYTES)
      this.#room = Buffer.allocUnsafeSlow(ROOM_BYTES);
    if (this.#take === undefined) return this.push(copyBytes(chunk));
    this.#take(chunk);
    return !this.isPaused();
  }
}
