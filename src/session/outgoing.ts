import type { WebSocket } from 'ws';
import type { SessionState } from './sessionFacts.ts';

/** A message cannot be sent now. The words are for the user. */
export class CannotSend extends Error {
  override readonly name = 'CannotSend';
}

interface Sender {
  /** Of the attempt under way, once its handshake was accepted. */
  readonly endpoint: () => WebSocket | undefined;
  readonly state: () => SessionState;
  /** The shortest message, in bytes, that is compressed where compression was agreed on. */
  readonly compressFrom: () => number;
  /** The number in the capture of what was sent last. */
  readonly lastMessage: () => number | undefined;
}

type Send = (endpoint: WebSocket, done: (error?: Error | null) => void) => void;

/** What a session sends: each call resolves when the socket took it, and rejects with `CannotSend` while the connection is not open. */
export class Outgoing {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Resolves with the message's number in the capture, as those of binary messages and fragments do. */
  text(text: string): Promise<number | undefined> {
    const compress = this.#compresses(Buffer.byteLength(text));
    return this.#hand((endpoint, done) => endpoint.send(text, { binary: false, compress }, done));
  }

  binary(bytes: Uint8Array): Promise<number | undefined> {
    const compress = this.#compresses(bytes.length);
    return this.#hand((endpoint, done) => endpoint.send(bytes, { binary: true, compress }, done));
  }

  /** One message in as many frames as there are pieces (RFC 6455 §5.4), one at least. */
  fragments(binary: boolean, pieces: readonly Uint8Array[]): Promise<number | undefined> {
    const compress = this.#compresses(pieces.reduce((sum, { length }) => sum + length, 0));
    return this.#hand((endpoint, done) => {
      for (const [index, piece] of pieces.entries()) {
        const fin = index === pieces.length - 1;
        endpoint.send(piece, { binary, compress, fin }, fin ? done : undefined);
      }
    });
  }

  async ping(bytes: Uint8Array): Promise<void> {
    await this.#hand((endpoint, done) => endpoint.ping(bytes, true, done));
  }

  async pong(bytes: Uint8Array): Promise<void> {
    await this.#hand((endpoint, done) => endpoint.pong(bytes, true, done));
  }

  #compresses(length: number): boolean {
    return length >= this.#sender.compressFrom();
  }

  #hand(send: Send): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const endpoint = this.#sender.endpoint();
      if (endpoint?.readyState !== endpoint?.OPEN || endpoint === undefined) {
        const state = this.#sender.state();
        reject(new CannotSend(`The connection is ${state}: messages can be sent only while it is open.`));
        return;
      }
      send(endpoint, (error) => {
        if (error instanceof Error) reject(new CannotSend(error.message));
        else resolve(this.#sender.lastMessage());
      });
    });
  }
}
