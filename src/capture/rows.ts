import { isControl, OPCODE } from '../protocol/opcode.ts';
import type { AttemptRecord } from './attemptRecord.ts';
import type { FrameRow } from './frameRow.ts';
import type { Ledger } from './ledger.ts';
import { messageFrames } from './messageFrames.ts';
import { rangeOf, type Payloads } from './payloads.ts';
import {
  PREVIEW_HEX_BYTES,
  PREVIEW_TEXT_BYTES,
  type Preview,
  previewClose,
  previewHex,
  previewPing,
  previewText,
} from './preview.ts';

/** How far back to look for the frame that says what a continuation continues. */
const MAX_LOOK_BACK = 10_000;

export interface RowSource {
  readonly ledger: Ledger;
  readonly payloads: Payloads;
  /** The attempt that the frame belongs to. */
  readonly attemptOf: (frame: number) => AttemptRecord;
  /** What `atMs` counts from, in microseconds since the epoch. */
  readonly startedAt: number;
}

/** Rows `first` … `first + count - 1`, fewer at the end. Previews are made for these rows alone. */
export async function rowsOf(source: RowSource, first: number, count: number): Promise<FrameRow[]> {
  const end = Math.min(first + count, source.ledger.table.count);
  const rows: FrameRow[] = [];
  for (let frame = Math.max(0, first); frame < end; frame++) rows.push(await rowOf(source, frame));
  return rows;
}

/**
 * One row for the whole message that begins with `frame`: lengths are sums over its fragments, the preview is the message's.
 * The frame's own row while the message is not whole.
 */
export async function messageRowOf(source: RowSource, frame: number): Promise<FrameRow> {
  const own = await rowOf(source, frame);
  const { table } = source.ledger;
  const record = source.attemptOf(frame);
  const frames = messageFrames(table, rangeOf(record), frame);
  const last = frames?.at(-1);
  if (frames === undefined || last === undefined || frames.length < 2) return own;
  const sum = (length: (part: number) => number): number => frames.reduce((total, part) => total + length(part), 0);
  const payloadLength = sum((part) => table.payloadLength(part));
  const inflatedLength = table.inflatedLength(last);
  const isText = own.opcode === OPCODE.text;
  const wanted = isText ? PREVIEW_TEXT_BYTES : PREVIEW_HEX_BYTES;
  const { bytes, problem } = await source.payloads.message(record, frame, 0, wanted);
  const total = inflatedLength ?? payloadLength;
  const whole = {
    ...own,
    fin: true,
    payloadLength,
    payloadReceived: payloadLength,
    wireLength: payloadLength + sum((part) => table.headerLength(part)),
    inflatedLength,
    violations: sum((part) => table.violations(part)),
  };
  if (problem !== undefined) return whole;
  const preview = isText ? previewText(bytes, total) : previewHex(bytes, total);
  return { ...whole, preview: preview.text, previewCut: preview.cut };
}

export async function rowOf(source: RowSource, frame: number): Promise<FrameRow> {
  const { table } = source.ledger;
  const record = source.attemptOf(frame);
  const preview = await previewOf(source, record, frame);
  const payloadLength = table.payloadLength(frame);
  return {
    frame,
    from: table.from(frame),
    atMs: millisecondsSince(source.startedAt, table.at(frame)),
    sinceMs: frame === 0 ? undefined : millisecondsSince(table.at(frame - 1), table.at(frame)),
    fin: table.fin(frame),
    rsv1: table.rsv1(frame),
    rsv2: table.rsv2(frame),
    rsv3: table.rsv3(frame),
    opcode: table.opcode(frame),
    masked: table.masked(frame),
    complete: table.complete(frame),
    payloadLength,
    payloadReceived: record.payloadReceived(source.ledger, frame),
    wireLength: payloadLength + table.headerLength(frame),
    inflatedLength: table.inflatedLength(frame),
    message: table.message(frame),
    violations: table.violations(frame),
    preview: preview.text,
    previewCut: preview.cut,
  };
}

/** Exact to the microsecond. */
export const millisecondsSince = (start: number, at: number): number => Math.round(at - start) / 1000;

async function previewOf(source: RowSource, record: AttemptRecord, frame: number): Promise<Preview> {
  const { ledger, payloads } = source;
  const { table } = ledger;
  const opcode = table.opcode(frame);
  const inflated = await inflatedPreview(source, record, frame);
  if (inflated !== undefined) return inflated;
  const isText = !isControl(opcode) && !table.rsv1(frame) && dataOpcode(source, record, frame) === OPCODE.text;
  const length = isText ? PREVIEW_TEXT_BYTES : isControl(opcode) ? PREVIEW_TEXT_BYTES : PREVIEW_HEX_BYTES;
  const { bytes } = await payloads.frame(record, frame, 0, length);
  const total = table.payloadLength(frame);
  if (isText) return previewText(bytes, total);
  if (opcode === OPCODE.close) return previewClose(bytes, total);
  if (opcode === OPCODE.ping || opcode === OPCODE.pong) return previewPing(bytes, total);
  return previewHex(bytes, total);
}

/** What a compressed message of a single frame says; undefined for all others, whose bytes are shown as they are. */
async function inflatedPreview(
  { ledger, payloads }: RowSource,
  record: AttemptRecord,
  frame: number,
): Promise<Preview | undefined> {
  const { table } = ledger;
  const opcode = table.opcode(frame);
  if (!table.compressed(frame) || !table.fin(frame) || opcode === OPCODE.continuation) return undefined;
  const frames = messageFrames(table, rangeOf(record), frame);
  const length = table.inflatedLength(frame);
  if (frames === undefined || length === undefined) return undefined;
  const { bytes, problem } = await payloads.inflated(record, frames);
  if (problem !== undefined) return undefined;
  return opcode === OPCODE.text
    ? previewText(bytes.subarray(0, PREVIEW_TEXT_BYTES), length)
    : previewHex(bytes, length);
}

/** Text or binary: the opcode of the frame itself, or of the one that it continues (RFC 6455 §5.4). */
function dataOpcode({ ledger }: RowSource, record: AttemptRecord, frame: number): number {
  const { table } = ledger;
  const from = table.from(frame);
  const end = Math.max(record.firstFrame, frame - MAX_LOOK_BACK);
  for (let i = frame; i >= end; i--) {
    const opcode = table.opcode(i);
    if (table.from(i) !== from || opcode === OPCODE.continuation || isControl(opcode)) continue;
    // A continuation of something compressed is not readable either.
    return i !== frame && table.rsv1(i) ? OPCODE.binary : opcode;
  }
  return OPCODE.binary;
}
