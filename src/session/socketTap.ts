import { Duplex } from 'node:stream';
import type { Micros } from '../base/branded.ts';
import { copyBytes } from '../base/copyBytes.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { Arrears } from './arrears.ts';
import type { Clock } from './clock.ts';

/** Who watches the bytes. What the client wrote may be kept; what the server wrote lasts until more of it comes. */
export interface Witness {
  bytes(from: Endpoint, bytes: Uint8Array, at: Micros): void;
  /** `code` is the system's, such as `ECONNRESET`, when the stream did not end by FIN. */
  end(from: Endpoint, how: StreamEnd, at: Micros, code?: string): void;
}

/** What a tap needs of the socket under it: `net.Socket`, `tls.TLSSocket` and our `LendingSocket` have it. */
export interface TappedSocket extends Duplex {
  lend?(take: (chunk: Uint8Array) => void): void;
  setKeepAlive?(enable?: boolean, initialDelay?: number): unknown;
  resetAndDestroy?(): unknown;
}

export interface TapOptions {
  /** Sent as soon as there is a socket, in place of the first thing that the endpoint writes. */
  readonly opening?: Buffer;
  /** Given what the server sent after the witness has seen it; says what the endpoint gets instead, if not the same. */
  readonly sift?: (chunk: Uint8Array) => readonly Uint8Array[] | undefined;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Small writes that belong together leave as one segment; above this a copy costs more than it saves. */
const JOIN_BELOW_BYTES = 16 * 1024;

/**
 * Stands between the socket and the endpoint that uses it, and shows every byte of both directions to a witness, in order. There has to be
 * a socket (`carry`) before the endpoint writes. When the endpoint gives up, the witness may stay: see `linger`.
 */
export class SocketTap extends Duplex {
  readonly #witness: Witness;
  readonly #clock: Clock;
  readonly #arrears: Arrears;
  readonly #ended = new Set<Endpoint>();
  #socket: TappedSocket | undefined;
  #lingerMs = 0;
  #held = false;
  #wanted = false;
  #readingSince: Micros | undefined;
  #writingSince: Micros | undefined;
  #opening: Buffer | undefined;
  #openingTaken = false;
  /** Of the endpoint's first write, which is done when the opening is taken that stands in its place. */
  #firstDone: ((error?: Error | null) => void) | undefined;
  readonly #sift: TapOptions['sift'];
  #passing: Uint8Array | undefined;

  /** As long as `arrears` lets it, the witness is shown things a moment after they passed. */
  constructor(witness: Witness, clock: Clock, arrears: Arrears, { opening, sift }: TapOptions = {}) {
    super({ allowHalfOpen: true });
    this.#opening = opening;
    this.#sift = sift;
    this.#arrears = arrears;
    this.#witness = witness;
    this.#clock = clock;
  }

  /** Carries the bytes of this socket from now on; to be called once. Emits `gone` when the socket is closed. */
  carry(socket: TappedSocket): void {
    this.#socket = socket;
    // Before anything else is done; nothing of the socket can be told before this turn is over.
    if (!this.destroyed && this.#opening !== undefined)
      this.#send(socket, this.#opening, (error) => this.#opened(error));
    // Before somebody listens, who would set it flowing.
    socket.pause();
    socket.on('data', (chunk: Buffer) => this.#received(chunk));
    socket.lend?.((chunk) => this.#lent(chunk));
    socket.on('end', () => {
      this.#end('server', 'fin');
      if (!this.destroyed) this.push(null);
      // Nobody is left to answer the server's FIN once the endpoint is gone.
      else socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#end('server', error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'abandoned', error.code);
      if (!this.destroyed) this.destroy(error);
    });
    socket.on('close', () => {
      this.#end('client', 'abandoned');
      this.#end('server', 'abandoned');
      if (!this.destroyed) this.destroy();
      this.emit('gone');
    });
    if (this.destroyed) {
      socket.destroy();
      return;
    }
    if (this.#wanted && !this.#held) this.#resume();
  }

  /** What the endpoint is being given at this moment. */
  get passing(): Uint8Array | undefined {
    return this.#passing;
  }

  /** Since when the socket is being read without a pause of our own; undefined while we do not read. */
  get readingSince(): Micros | undefined {
    return this.#readingSince;
  }

  /** Since when the system has taken nothing of what we wrote; undefined while all of it is taken. */
  get writingSince(): Micros | undefined {
    return this.#writingSince;
  }

  /** Bytes written and not taken by the system yet. */
  get unsentBytes(): number {
    return Math.max(this.#socket?.writableLength ?? 0, this.writableLength);
  }

  /** How long to go on reading for the witness alone after the endpoint destroyed its side; 0 closes at once. */
  linger(ms: number): void {
    this.#lingerMs = ms;
    if (ms === 0 && this.destroyed) this.#socket?.destroy();
  }

  /** Stops or allows reading from the socket, whatever the endpoint wants: TCP then slows the server. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (held) this.#pause();
    else if (this.#wanted || this.destroyed) this.#resume();
  }

  /** Whether TCP waits for more is the user's choice, made when the socket was connected; an endpoint's wish has no effect here. */
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(enable?: boolean, initialDelay?: number): this {
    this.#socket?.setKeepAlive?.(enable, initialDelay);
    return this;
  }

  /** The session has its own timers; an endpoint's wish for one has no effect here. */
  setTimeout(): this {
    return this;
  }

  override _read(): void {
    this.#wanted = true;
    if (!this.#held) this.#resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#opening === undefined) this.#send(this.#carrier, chunk, done);
    else {
      this.#opening = undefined;
      if (this.#openingTaken) done();
      else this.#firstDone = done;
    }
  }

  override _writev(
    chunks: { readonly chunk: Buffer; readonly encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    const total = chunks.reduce((sum, { chunk }) => sum + chunk.length, 0);
    if (total <= JOIN_BELOW_BYTES) {
      this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done);
      return;
    }
    const socket = this.#carrier;
    this.#arrears.settle();
    this.#writingSince = this.#clock.now();
    socket.cork();
    chunks.forEach(({ chunk }, i) => {
      this.#witness.bytes('client', chunk, this.#clock.now());
      if (i < chunks.length - 1) socket.write(chunk);
      else socket.write(chunk, this.#taken(done));
    });
    socket.uncork();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#end('client', 'fin');
    this.#carrier.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const socket = this.#socket;
    if (socket !== undefined && this.#lingerMs > 0 && !this.#ended.has('server') && !socket.destroyed) {
      const timer = setTimeout(() => socket.destroy(), this.#lingerMs);
      socket.once('close', () => clearTimeout(timer));
      if (!this.#held) this.#resume();
    } else {
      socket?.destroy();
    }
    done(error);
  }

  #opened(error: Error | null | undefined): void {
    this.#openingTaken = true;
    this.#firstDone?.(error);
  }

  #taken(done: (error?: Error | null) => void): (error?: Error | null) => void {
    return (error) => {
      this.#writingSince = undefined;
      done(error);
    };
  }

  get #carrier(): TappedSocket {
    if (this.#socket === undefined) throw new Error('Nothing can be written before there is a socket.');
    return this.#socket;
  }

  #send(socket: TappedSocket, chunk: Buffer, done: (error?: Error | null) => void): void {
    const at = this.#clock.now();
    this.#writingSince = at;
    // The server may already work on it while the witness looks.
    socket.write(chunk, this.#taken(done));
    this.#show('client', chunk, at);
  }

  /** A chunk that lasts. */
  #received(chunk: Buffer): void {
    if (chunk.length === 0) return;
    const putOff = !this.#arrears.clear;
    this.#show('server', chunk, this.#clock.now());
    if (putOff) {
      this.#give(chunk);
      this.#settleAfter(chunk);
    } else for (const part of this.#sifted(chunk)) this.#give(part);
  }

  /** A chunk that lasts until more comes. */
  #lent(chunk: Uint8Array): void {
    if (this.#arrears.clear) {
      this.#show('server', chunk, this.#clock.now());
      for (const part of this.#sifted(chunk)) this.#give(copyBytes(part));
    } else this.#received(Buffer.from(chunk));
  }

  #sifted(chunk: Uint8Array): readonly Uint8Array[] {
    return this.#sift?.(chunk) ?? [chunk];
  }

  /** To the endpoint, if it is still there. */
  #give(bytes: Uint8Array): void {
    if (this.destroyed) return;
    this.#passing = bytes;
    this.#wanted = this.push(bytes);
    this.#passing = undefined;
    if (!this.#wanted) this.#pause();
  }

  #show(from: Endpoint, bytes: Uint8Array, at: Micros): void {
    if (this.#arrears.clear) this.#witness.bytes(from, bytes, at);
    else this.#arrears.owe(() => this.#witness.bytes(from, bytes, at), { canWait: true });
  }

  /**
   * Behind all that whoever waits for the open connection does in this turn; but a frame that came with the answer has to be known
   * before the endpoint delivers it.
   */
  #settleAfter(chunk: Buffer): void {
    if (chunk.subarray(-HEAD_END.length).equals(HEAD_END)) queueMicrotask(() => this.#arrears.settle());
    else this.#arrears.settle();
  }

  #pause(): void {
    this.#readingSince = undefined;
    this.#socket?.pause();
  }

  #resume(): void {
    if (this.#socket === undefined) return;
    this.#readingSince ??= this.#clock.now();
    this.#socket.resume();
  }

  #end(from: Endpoint, how: StreamEnd, code?: string): void {
    if (this.#ended.has(from)) return;
    this.#ended.add(from);
    this.#arrears.settle();
    this.#witness.end(from, how, this.#clock.now(), code);
  }
}
