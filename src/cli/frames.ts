import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { type RecordedAttempt, openCaptureFile } from '../capture/capture.ts';
import { troubleWith } from '../capture/troubleWith.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { RecordedEvidence } from '../session/recordedEvidence.ts';
import { closeLine, connectionLine, diagnosisLine } from './captureLines.ts';
import { ArgumentError } from './argumentError.ts';
import { finishedRecord } from './finishedRecord.ts';
import type { Print } from './output.ts';
import { SessionPrinter } from './sessionPrinter.ts';

const DEFAULT_MAX_PAYLOAD = 65_536;

/** `frames`: what a capture file holds, in the lines that `connect` prints. Gives the exit status. */
export async function frames(args: readonly string[], print: Print): Promise<number> {
  const { file, maxPayload, connection } = framesArguments(args);
  const recorded = new RecordedEvidence();
  const capture = await openCaptureFile({ file, connection, observe: recorded.observe });
  try {
    for (const sentence of troubleWith(capture, connection)) process.stderr.write(`${file}: ${sentence}\n`);
    if (capture.attempts.length === 0) return connection === undefined ? 1 : 2;
    if (connection === undefined && capture.connections.length > 1) {
      for (const found of capture.connections) await print(connectionLine(found));
      return 2;
    }
    await new SessionPrinter(capture, print, { maxPayload, frames: true }).finish();
    const last = capture.attempts.at(-1);
    const close = last === undefined ? undefined : closeLine(last);
    if (close !== undefined) await print(close);
    const [leading] = last === undefined ? [] : diagnosesOf(last, recorded);
    if (leading !== undefined) await print(diagnosisLine(leading));
    return 0;
  } finally {
    capture.dispose();
  }
}

interface FramesArguments {
  readonly file: string;
  readonly maxPayload: number;
  readonly connection: number | undefined;
}

function framesArguments(args: readonly string[]): FramesArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'max-payload': { type: 'string' }, connection: { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new Error('frames takes one capture file.');
    const maxPayload = Number(values['max-payload'] ?? DEFAULT_MAX_PAYLOAD);
    if (!Number.isInteger(maxPayload) || maxPayload < 0) throw new Error('--max-payload takes a whole number.');
    const connection = values.connection === undefined ? undefined : Number(values.connection);
    if (connection !== undefined && !(Number.isInteger(connection) && connection > 0)) {
      throw new Error('--connection takes the number of a connection, from 1.');
    }
    return { file, maxPayload, connection };
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * What the session wrote at its end, as it knew more than the bytes say. A file of another program, one that was cut off, or one
 * that somebody changed has none: then the bytes themselves are judged.
 */
function diagnosesOf(attempt: RecordedAttempt, recorded: RecordedEvidence): readonly Diagnosis[] {
  const written = v.safeParse(finishedRecord, attempt.finished);
  if (written.success) return written.output.diagnoses;
  const evidence = recorded.of(attempt);
  return evidence === undefined ? [] : diagnose(evidence);
}
