import type { Endpoint } from '../protocol/endpoint.ts';
import type { PlainRun } from '../protocol/plainRun.ts';
import { OPCODE } from '../protocol/opcode.ts';
import type { Violation } from '../protocol/violation.ts';
import { FrameTable } from './frameTable.ts';
import type { DirectionCounters, RecordedViolation } from './recordedAttempt.ts';

const MAX_KEPT_VIOLATIONS = 1000;

/** One direction's running totals over all attempts. */
export class RunningCounters implements DirectionCounters {
  frames = 0;
  messages = 0;
  wireBytes = 0;
  payloadBytes = 0;
  inflatedBytes = 0;
  readonly opcodes: number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

  addRun({ count, wireOffset, wireEnd, payloadBytes, opcodes }: PlainRun): void {
    this.frames += count;
    this.messages += count;
    this.wireBytes += wireEnd - wireOffset;
    this.payloadBytes += payloadBytes;
    this.inflatedBytes += payloadBytes;
    let texts = 0;
    for (let i = 0; i < count; i += 1) if (opcodes[i] === OPCODE.text) texts += 1;
    this.opcodes[OPCODE.text] = (this.opcodes[OPCODE.text] ?? 0) + texts;
    this.opcodes[OPCODE.binary] = (this.opcodes[OPCODE.binary] ?? 0) + count - texts;
  }
}

/** What a capture counts and lists over all its attempts. */
export class Ledger {
  readonly table = new FrameTable();
  readonly counters: Readonly<Record<Endpoint, RunningCounters>> = {
    client: new RunningCounters(),
    server: new RunningCounters(),
  };
  readonly violations: RecordedViolation[] = [];
  violationCount = 0;
  readonly #violationsOf = new Map<number, Violation[]>();

  addViolation(violation: Violation, frame: number | undefined, attempt: number): void {
    this.violationCount += 1;
    if (frame !== undefined) this.table.addViolation(frame);
    if (this.violations.length >= MAX_KEPT_VIOLATIONS) return;
    this.violations.push({ violation, frame, attempt });
    if (frame === undefined) return;
    const of = this.#violationsOf.get(frame);
    if (of === undefined) this.#violationsOf.set(frame, [violation]);
    else of.push(violation);
  }

  /** Those among the first 1,000 of the capture. */
  violationsOf(frame: number): readonly Violation[] {
    return this.#violationsOf.get(frame) ?? [];
  }
}
