import type { Capture } from '../capture/capture.ts';
import { type Choices, type RecordedField, RecordedFields } from '../replay/recordedFields.ts';
import { KeptSecrets } from '../replay/keptSecrets.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import { type RecordedMessage, type RecordingTarget, recordSequence } from '../replay/recorder.ts';

const OPCODE_TEXT = 0x1;
const OPCODE_BINARY = 0x2;
/** A message above this is no exchange that somebody wants to read in a file. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

export interface RecordWish {
  /** 0-based: only the messages that have one of these frames. All when left out. */
  readonly frames?: readonly number[];
  /** What is to become of volatile fields. */
  readonly fields?: Choices;
  /** Values of the secret storage by their names, none of which may come into the file. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface Recorded {
  readonly text: string;
  readonly steps: number;
  readonly fields: readonly RecordedField[];
  /** Binary messages in which stars stand for kept secrets. */
  readonly starred: number;
}

/** A sequence file from what a capture holds: the client's messages and what the server answered. */
export async function recordFrom(
  capture: Capture,
  target: { readonly kind: 'url'; readonly url: string } | { readonly kind: 'profile'; readonly profile: string },
  { frames, fields: choices, secrets = {} }: RecordWish = {},
): Promise<Recorded> {
  const wanted = frames === undefined ? undefined : new Set(frames);
  const kept = new KeptSecrets(secrets);
  const messages: RecordedMessage[] = [];
  for (const { from, opcode, firstFrame, lastFrame, number, length } of capture.messages()) {
    if (opcode !== OPCODE_TEXT && opcode !== OPCODE_BINARY) continue;
    if (wanted !== undefined && !hasOneOf(wanted, firstFrame - 1, lastFrame - 1)) continue;
    if (length === undefined || length > MAX_MESSAGE_BYTES) {
      throw new Error(
        `Message ${number} is too long to be recorded: at most ${MAX_MESSAGE_BYTES} bytes fit into a sequence file.`,
      );
    }
    const { atMs } = await capture.frame(firstFrame - 1);
    const { bytes, problem } = await capture.payload(lastFrame - 1, 'message', 0, MAX_MESSAGE_BYTES);
    if (problem !== undefined) throw new Error(`Message ${number} cannot be recorded. ${problem}`);
    const left = opcode === OPCODE_TEXT ? kept.marked(bytes) : kept.starred(bytes);
    messages.push({ from, opcode, bytes: left, atMs, starred: opcode === OPCODE_BINARY && left !== bytes });
  }
  const closing = capture.attempts.at(-1)?.closing;
  const recordedTarget: RecordingTarget = target.kind === 'url' ? { url: target.url } : { profile: target.profile };
  // The end is of the whole exchange, not of some of its messages.
  const first = wanted === undefined ? closing?.first : undefined;
  const fields = new RecordedFields(choices);
  const text = kept.named(
    recordSequence(
      messages,
      recordedTarget,
      first === undefined ? undefined : { code: first.code, reason: markedText(kept, first.reason), by: first.from },
      { times: true, replies: true, secrets: true, fields },
    ),
  );
  const read = readSequence(text);
  return {
    text,
    steps: read.ok ? read.sequence.steps.length : 0,
    fields: fields.list(),
    starred: messages.filter((one) => one.starred === true).length,
  };
}

const markedText = (kept: KeptSecrets, text: string): string =>
  new TextDecoder().decode(kept.marked(new TextEncoder().encode(text)));

function hasOneOf(frames: ReadonlySet<number>, first: number, last: number): boolean {
  for (let frame = first; frame <= last; frame += 1) if (frames.has(frame)) return true;
  return false;
}

/** Where a message begins: its first frame, 0-based. */
export function firstFrameOf(capture: Pick<Capture, 'messages'>, message: number): number | undefined {
  for (const { number, firstFrame } of capture.messages()) if (number === message) return firstFrame - 1;
  return undefined;
}
