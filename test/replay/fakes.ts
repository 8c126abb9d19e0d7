import type { Clock } from '../../src/replay/clock.ts';
import type {
  CloseNotice,
  ControlFrame,
  OpenConnection,
  ReplayConnection,
  ReplayMessage,
} from '../../src/replay/replayConnection.ts';
import { Emitter } from '../../src/base/emitter.ts';

/** Lets everything run that waits for promises only: those all come before the next turn of the event loop. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Time that passes only when told. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, run: () => void) {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return { dispose: () => void this.#timers.delete(timer) };
  }

  get pending(): number {
    return this.#timers.size;
  }

  async advanceTo(until: number): Promise<void> {
    await settle();
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.run();
      await settle();
    }
    this.#now = until;
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A connection whose other side is the test. Messages of the server are numbered from 100 on. */
export class FakeConnection implements ReplayConnection {
  readonly #messages = new Emitter<ReplayMessage>();
  readonly #closes = new Emitter<CloseNotice>();
  readonly #controls = new Emitter<ControlFrame>();
  #number = 100;
  /** What was given to the connection, in order. */
  readonly log: string[] = [];
  /** Runs when a message was sent. */
  onSend: (kind: 'text' | 'binary', bytes: Uint8Array) => void = () => undefined;
  sending: () => Promise<number | undefined> = () => Promise.resolve(this.log.length);

  readonly onMessage = this.#messages.event;
  readonly onClose = this.#closes.event;
  readonly onControl = this.#controls.event;

  async send(kind: 'text' | 'binary', bytes: Uint8Array): Promise<number | undefined> {
    this.log.push(kind === 'text' ? textOf(bytes) : `0x${Buffer.from(bytes).toString('hex')}`);
    const number = await this.sending();
    this.onSend(kind, bytes);
    return number;
  }

  sendFragments(kind: 'text' | 'binary', pieces: readonly Uint8Array[]): Promise<number | undefined> {
    this.log.push(`${kind} ${pieces.map(textOf).join('|')}`);
    return this.sending();
  }

  ping(bytes: Uint8Array): Promise<void> {
    this.log.push(`ping ${textOf(bytes)}`);
    return Promise.resolve();
  }

  close(code?: number, reason?: string): void {
    if (code === 1005) throw new RangeError('1005 cannot be sent');
    this.log.push(`close ${code ?? 'without code'} ${reason ?? ''}`.trim());
  }

  say(text: string | Uint8Array): void {
    const message = typeof text === 'string' ? { opcode: 1, bytes: bytesOf(text) } : { opcode: 2, bytes: text };
    this.#messages.fire({ ...message, number: this.#number });
    this.#number += 1;
  }

  control(kind: 'ping' | 'pong', text: string): void {
    this.#controls.fire({ kind, bytes: bytesOf(text) });
  }

  end(close: Partial<CloseNotice> = {}): void {
    this.#closes.fire({ code: 1000, reason: '', by: 'server', clean: true, ...close });
  }
}

/** Opens what the test holds in its hands. */
export const opening =
  (connection: ReplayConnection): OpenConnection =>
  () =>
    Promise.resolve({ ok: true, connection });
