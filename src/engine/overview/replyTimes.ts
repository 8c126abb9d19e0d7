import { setImmediate as turn } from 'node:timers/promises';
import type { Capture } from '../../capture/capture.ts';
import { DurationSketch } from '../../capture/overview/durations.ts';
import type { Statistics } from '../../contract/overview.ts';
import { isControl, OPCODE } from '../../protocol/opcode.ts';

type Side = 'client' | 'server';

/** Messages whose payload is read: beyond that the statistics say so. */
const MAX_READ = 100_000;
const STRIDE = 200;
/** A longer message is no request that somebody waits for. */
const MAX_LENGTH = 64 * 1024;
/** Open requests and pings that are remembered; the oldest are forgotten. */
const MAX_OPEN = 10_000;

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');

/**
 * How long answers took: a pong after the ping with the same payload (RFC 6455 §5.5.3), and a JSON message with the same `id` as
 * one that went the other way before. Only what came since is read when the capture has grown.
 */
export class ReplyTimes {
  readonly #capture: Capture;
  readonly #pings = { client: new DurationSketch(), server: new DurationSketch() };
  readonly #replies = { client: new DurationSketch(), server: new DurationSketch() };
  /** By payload, what each endpoint asked and is not answered yet: the moment in microseconds. */
  readonly #openPings = { client: new Map<string, number>(), server: new Map<string, number>() };
  readonly #openIds = { client: new Map<string, number>(), server: new Map<string, number>() };
  #next = 0;
  #read = 0;
  #skipped = false;
  #running: Promise<void> | undefined;

  constructor(capture: Capture) {
    this.#capture = capture;
  }

  async summary(): Promise<Pick<Statistics, 'pings' | 'replies' | 'messagesRead'>> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    return {
      pings: { client: this.#pings.client.summary(), server: this.#pings.server.summary() },
      replies: {
        client: this.#replies.client.summary(),
        server: this.#replies.server.summary(),
        unanswered: this.#openIds.client.size + this.#openIds.server.size,
      },
      messagesRead: this.#skipped ? this.#read : undefined,
    };
  }

  async #run(): Promise<void> {
    const { table } = this.#capture;
    const end = table.count;
    for (; this.#next < end; this.#next += 1) {
      const frame = this.#next;
      const opcode = table.opcode(frame);
      const wanted = opcode === OPCODE.ping || opcode === OPCODE.pong || (!isControl(opcode) && table.fin(frame));
      if (!wanted || table.message(frame) === 0) continue;
      if (this.#read >= MAX_READ) {
        this.#skipped = true;
        continue;
      }
      this.#read += 1;
      await this.#look(frame, opcode);
      // Payloads mostly come out of a cache, which alone would let nothing else go on.
      if (this.#read % STRIDE === 0) await turn();
    }
  }

  async #look(frame: number, opcode: number): Promise<void> {
    const { table } = this.#capture;
    const from = table.from(frame);
    const at = table.at(frame);
    const { bytes, total } = await this.#capture.payload(frame, 'message', 0, MAX_LENGTH);
    if (opcode === OPCODE.ping) {
      remember(this.#openPings[from], Buffer.from(bytes).toString('latin1'), at);
      return;
    }
    if (opcode === OPCODE.pong) {
      settle(this.#openPings[other(from)], Buffer.from(bytes).toString('latin1'), at, this.#pings[other(from)]);
      return;
    }
    const id = total > MAX_LENGTH ? undefined : idOf(bytes);
    if (id === undefined) return;
    const answered = settle(this.#openIds[other(from)], id, at, this.#replies[other(from)]);
    if (!answered) remember(this.#openIds[from], id, at);
  }
}

function remember(open: Map<string, number>, key: string, at: number): void {
  open.set(key, at);
  const [oldest] = open.keys();
  if (open.size > MAX_OPEN && oldest !== undefined) open.delete(oldest);
}

/** True when there was such a question. */
function settle(open: Map<string, number>, key: string, at: number, into: DurationSketch): boolean {
  const asked = open.get(key);
  if (asked === undefined) return false;
  open.delete(key);
  into.add((at - asked) / 1000);
  return true;
}

const BRACE = 0x7b;

/** The value of `id` at the top of a JSON object, as text that tells 1 from "1"; undefined for anything else. */
function idOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== BRACE) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  if (!text.includes('"id"')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // no JSON, so it has no id
  }
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  return typeof id === 'string' || typeof id === 'number' ? JSON.stringify(id) : undefined;
}
