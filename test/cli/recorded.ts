import { onTestFinished } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { type LiveCapture, createCapture } from '../../src/capture/capture.ts';
import type { Print } from '../../src/cli/output.ts';
import * as sample from '../support/evidence.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

export type Line = Readonly<Record<string, unknown>>;

/** A `Print` that keeps the lines, as JSON gives them back. */
export function collecting(): {
  readonly print: Print;
  readonly lines: Line[];
  readonly of: (event: string) => Line[];
} {
  const lines: Line[] = [];
  return {
    print: (line) => {
      lines.push(JSON.parse(JSON.stringify(line)) as Line);
      return Promise.resolve();
    },
    lines,
    of: (event) => lines.filter((line) => line['event'] === event),
  };
}

/** A capture that the test fills with bytes; a millisecond passes before each. */
export class Recorded {
  readonly capture: LiveCapture;
  #now = 1_700_000_000_000_000;
  #recorder: ReturnType<LiveCapture['beginAttempt']>;

  constructor() {
    this.capture = createCapture({ file: temporaryFile('recorded.pcapng') });
    onTestFinished(() => this.capture.dispose());
    this.#recorder = this.#begin();
  }

  #begin() {
    return this.capture.beginAttempt({ url: 'ws://example.test/chat', title: 'test', startedAt: micros(this.#now) });
  }

  another(): this {
    this.#recorder = this.#begin();
    return this;
  }

  client(...pieces: readonly (Uint8Array | string)[]): this {
    for (const piece of pieces) this.#recorder.bytes('client', Buffer.from(piece), this.#tick());
    return this;
  }

  server(...pieces: readonly (Uint8Array | string)[]): this {
    for (const piece of pieces) this.#recorder.bytes('server', Buffer.from(piece), this.#tick());
    return this;
  }

  /** The opening handshake of RFC 6455 §1.3, with these lines in both heads. */
  open(...lines: readonly string[]): this {
    return this.client(sample.request(...lines).raw).server(sample.switching(...lines).raw);
  }

  ended(): this {
    this.#recorder.end('server', 'fin', this.#tick());
    this.#recorder.end('client', 'fin', this.#tick());
    return this;
  }

  #tick() {
    this.#now += 1000;
    return micros(this.#now);
  }
}
