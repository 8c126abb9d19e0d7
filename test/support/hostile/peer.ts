import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { closePayload, frame } from './bytes.ts';

/** Where the server and what belongs to it can be reached. */
export interface Site {
  /** Such as `ws://127.0.0.1:4321`, no path. */
  readonly url: string;
  /** The same without TLS, where there is such a thing. */
  readonly plainUrl?: string;
}

export interface ClientFrame {
  /** FIN, RSV1–3 and the opcode. */
  readonly first: number;
  readonly opcode: number;
  /** Unmasked. */
  readonly payload: Buffer;
}

/** Ends a script whose client has gone. */
export class PeerGone extends Error {}

/** One client's connection as a script sees it: the request it sent, its frames, and any bytes to write in return. */
export class Peer {
  readonly socket: Socket;
  readonly site: Site;
  requestHead = '';
  #unread: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;
  readonly #gone = new AbortController();
  readonly #onData = (chunk: Buffer): void => {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    this.#wake();
  };

  constructor(socket: Socket, site: Site) {
    this.socket = socket;
    this.site = site;
    socket.setNoDelay(true);
    socket.on('data', this.#onData);
    socket.once('end', () => {
      this.#ended = true;
      this.#wake();
    });
    socket.once('close', () => {
      this.#ended = true;
      this.#gone.abort();
      this.#wake();
    });
  }

  /** Such as `/chat`. */
  get target(): string {
    return this.requestHead.split(' ')[1] ?? '/';
  }

  /** The right Sec-WebSocket-Accept for the request's key (RFC 6455 §4.2.2 step 5.4). */
  get accept(): string {
    return this.#digest().toString('base64');
  }

  get acceptInHex(): string {
    return this.#digest().toString('hex');
  }

  #digest(): Buffer {
    const key = /^sec-websocket-key:[ \t]*(\S+)/im.exec(this.requestHead)?.[1] ?? '';
    return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest();
  }

  /** Reads the request's head, or throws when the client ends before it is whole. */
  async readRequest(): Promise<void> {
    for (;;) {
      const end = this.#unread.indexOf('\r\n\r\n');
      if (end !== -1) {
        this.requestHead = this.#unread.subarray(0, end + 4).toString('latin1');
        this.#unread = this.#unread.subarray(end + 4);
        return;
      }
      await this.#more();
    }
  }

  async readSomething(): Promise<void> {
    while (this.#unread.length === 0) await this.#more();
  }

  /** The client's next whole frame; undefined when its stream ended. */
  async nextFrame(): Promise<ClientFrame | undefined> {
    for (;;) {
      const found = readFrame(this.#unread);
      if (found !== undefined) {
        this.#unread = this.#unread.subarray(found.length);
        return found.frame;
      }
      if (this.#ended) return undefined;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    if (this.#ended) throw new PeerGone();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    if (this.socket.destroyed) throw new PeerGone();
  }

  /** Writes in order; waits while the client does not read. */
  async write(...pieces: readonly (string | Uint8Array)[]): Promise<void> {
    for (const piece of pieces) {
      if (!this.socket.writable) throw new PeerGone();
      if (!this.socket.write(piece)) {
        await new Promise<void>((resolve) => {
          const goOn = (): void => {
            this.socket.off('drain', goOn);
            this.socket.off('close', goOn);
            resolve();
          };
          this.socket.on('drain', goOn);
          this.socket.on('close', goOn);
        });
      }
    }
  }

  async wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#gone.signal }).catch(() => {
      throw new PeerGone();
    });
  }

  /** FIN; reading goes on. */
  fin(): void {
    this.socket.end();
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Waits for the client to end, then ends too. Whatever comes meanwhile is thrown away. */
  async untilClientEnds(): Promise<void> {
    while (!this.#ended) {
      this.#unread = Buffer.alloc(0);
      await this.#more();
    }
    this.fin();
  }

  /** Goes on as a right server would until the client ends: answers pings and Close, echoes when asked to. */
  async behave(
    options: { readonly echo?: true; readonly pong?: false; readonly closeSent?: true } = {},
  ): Promise<void> {
    for (let got = await this.nextFrame(); got !== undefined; got = await this.nextFrame()) {
      if (got.opcode === 8) {
        if (options.closeSent !== true) await this.write(frame(0x88, got.payload));
        break;
      }
      if (got.opcode === 9) {
        if (options.pong !== false) await this.write(frame(0x8a, got.payload));
      } else if (options.echo === true && got.opcode < 8) {
        await this.write(frame(got.first, got.payload));
      }
    }
    this.fin();
  }

  /** Sends a Close, waits for the answer, ends. */
  async close(code: number, reason = ''): Promise<void> {
    await this.write(frame(0x88, closePayload(code, reason)));
    await this.behave({ closeSent: true });
  }

  /** Reads until the client's Close frame came. */
  async awaitClose(): Promise<void> {
    for (let got = await this.nextFrame(); got?.opcode !== 8; got = await this.nextFrame()) {
      if (got === undefined) throw new PeerGone();
    }
  }

  /** Hands the socket over to someone else, with what it had not read. */
  release(): Buffer {
    this.socket.off('data', this.#onData);
    const rest = this.#unread;
    this.#unread = Buffer.alloc(0);
    return rest;
  }
}

/** The first frame of `bytes` when it is whole, and how many bytes it takes. */
function readFrame(bytes: Buffer): { readonly frame: ClientFrame; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const [first, second] = [bytes[0]!, bytes[1]!];
  let length = second & 0x7f;
  let at = 2;
  if (length === 126) {
    if (bytes.length < 4) return undefined;
    length = bytes.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return undefined;
    length = Number(bytes.readBigUInt64BE(2));
    at = 10;
  }
  const masked = (second & 0x80) !== 0;
  const start = at + (masked ? 4 : 0);
  if (bytes.length < start + length) return undefined;
  const key = bytes.subarray(at, start);
  const payload = Buffer.from(bytes.subarray(start, start + length));
  if (masked) for (let n = 0; n < length; n += 1) payload[n] = payload[n]! ^ key[n % 4]!;
  return { frame: { first, opcode: first & 0x0f, payload }, length: start + length };
}
