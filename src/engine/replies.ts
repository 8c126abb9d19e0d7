import type { Reply } from '../replay/diffReplies.ts';
import type { ReplayConnection } from '../replay/replayConnection.ts';

/** More than this is not compared: a recording in a file is shorter. */
const mostReplies = 5_000;
const mostBytes = 16 * 1024 * 1024;

/** Keeps what the server says on a connection, within bounds, while a run listens to it. */
export class Replies {
  readonly list: Reply[] = [];
  readonly #now: () => number;
  #bytes = 0;
  #first: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The same connection, overheard. Times count from the first message of either side. */
  overhear(connection: ReplayConnection): ReplayConnection {
    return {
      ...connection,
      send: (kind, bytes) => {
        this.#first ??= this.#now();
        return connection.send(kind, bytes);
      },
      onMessage: (listener) =>
        connection.onMessage((message) => {
          const now = this.#now();
          this.#first ??= now;
          this.#bytes += message.bytes.length;
          if (this.list.length < mostReplies && this.#bytes <= mostBytes) {
            this.list.push({ opcode: message.opcode, bytes: message.bytes, at: now - this.#first });
          }
          listener(message);
        }),
    };
  }
}
