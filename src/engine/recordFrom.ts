import type { Capture } from '../capture/capture.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import { type RecordedMessage, type RecordingTarget, recordSequence } from '../replay/recorder.ts';

const OPCODE_TEXT = 0x1;
const OPCODE_BINARY = 0x2;
/** A message above this is no exchange that somebody wants to read in a file. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** A sequence file from everything that a capture holds: the client's messages and what the server answered. */
export async function recordFrom(
  capture: Capture,
  target: { readonly kind: 'url'; readonly url: string } | { readonly kind: 'profile'; readonly profile: string },
): Promise<{ readonly text: string; readonly steps: number }> {
  const messages: RecordedMessage[] = [];
  for (const { from, opcode, firstFrame, lastFrame, number, length } of capture.messages()) {
    if (opcode !== OPCODE_TEXT && opcode !== OPCODE_BINARY) continue;
    if (length === undefined || length > MAX_MESSAGE_BYTES) {
      throw new Error(
        `Message ${number} is too long to be recorded: at most ${MAX_MESSAGE_BYTES} bytes fit into a sequence file.`,
      );
    }
    const { atMs } = await capture.frame(firstFrame - 1);
    const { bytes, problem } = await capture.payload(lastFrame - 1, 'message', 0, MAX_MESSAGE_BYTES);
    if (problem !== undefined) throw new Error(`Message ${number} cannot be recorded. ${problem}`);
    messages.push({ from, opcode, bytes, atMs });
  }
  const closing = capture.attempts.at(-1)?.closing;
  const recordedTarget: RecordingTarget = target.kind === 'url' ? { url: target.url } : { profile: target.profile };
  const first = closing?.first;
  const text = recordSequence(
    messages,
    recordedTarget,
    first === undefined ? undefined : { code: first.code, reason: first.reason, by: first.from },
    { times: true, replies: true, secrets: true },
  );
  const read = readSequence(text);
  return { text, steps: read.ok ? read.sequence.steps.length : 0 };
}

/** Where a message begins: its first frame, 0-based. */
export function firstFrameOf(capture: Pick<Capture, 'messages'>, message: number): number | undefined {
  for (const { number, firstFrame } of capture.messages()) if (number === message) return firstFrame - 1;
  return undefined;
}
