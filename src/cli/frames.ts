import { parseArgs } from 'node:util';
import { openCaptureFile } from '../capture/capture.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { closeLine, diagnosisLine } from './captureLines.ts';
import { ArgumentError } from './connectArguments.ts';
import type { Print } from './output.ts';
import { SessionPrinter } from './sessionPrinter.ts';

const DEFAULT_MAX_PAYLOAD = 65_536;

/** `frames`: what a capture file holds, in the lines that `connect` prints. Gives the exit status. */
export async function frames(args: readonly string[], print: Print): Promise<number> {
  const { file, maxPayload } = framesArguments(args);
  const capture = await openCaptureFile({ file });
  try {
    const { cut } = capture;
    if (cut !== undefined) process.stderr.write(`${file}: ${cut.reason} (at byte ${cut.offset})\n`);
    if (capture.attempts.length === 0) {
      process.stderr.write(`${file} holds no WebSocket connection.\n`);
      return 1;
    }
    await new SessionPrinter(capture, print, { maxPayload, frames: true }).finish();
    const last = capture.attempts.at(-1);
    const close = last === undefined ? undefined : closeLine(last);
    if (close !== undefined) await print(close);
    const [leading] = recordedDiagnoses(last?.finished);
    if (leading !== undefined) await print(diagnosisLine(leading));
    return 0;
  } finally {
    capture.dispose();
  }
}

function framesArguments(args: readonly string[]): { readonly file: string; readonly maxPayload: number } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'max-payload': { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new Error('frames takes one capture file.');
    const maxPayload = Number(values['max-payload'] ?? DEFAULT_MAX_PAYLOAD);
    if (!Number.isInteger(maxPayload) || maxPayload < 0) throw new Error('--max-payload takes a whole number.');
    return { file, maxPayload };
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** What the session wrote at its end; a file made by another program has none. */
function recordedDiagnoses(finished: unknown): readonly Diagnosis[] {
  if (typeof finished !== 'object' || finished === null || !('diagnoses' in finished)) return [];
  return Array.isArray(finished.diagnoses) ? (finished.diagnoses as readonly Diagnosis[]) : [];
}
