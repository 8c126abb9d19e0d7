import { parseArgs } from 'node:util';
import { type Capture, openCaptureFile } from '../capture/capture.ts';
import { FilteredFrames } from '../capture/filter/filteredFrames.ts';
import type { Filter } from '../capture/filter/language/filter.ts';
import { troubleWith } from '../capture/troubleWith.ts';
import { withNotes } from '../engine/writeExport.ts';
import { diagnosesOf } from '../session/finishedRecord.ts';
import { RecordedEvidence } from '../session/recordedEvidence.ts';
import { closeLine, connectionLine, diagnosisLine, frameLine } from './captureLines.ts';
import { ArgumentError } from './argumentError.ts';
import { filterArgument } from './filterArgument.ts';
import type { Print } from './output.ts';
import { SessionPrinter } from './sessionPrinter.ts';

const DEFAULT_MAX_PAYLOAD = 65_536;

/** `frames`: what a capture file holds, in the lines that `connect` prints. Gives the exit status. */
export async function frames(args: readonly string[], print: Print): Promise<number> {
  const { file, maxPayload, connection, filter } = framesArguments(args);
  const recorded = new RecordedEvidence();
  const capture = await openCaptureFile({ file, connection, observe: recorded.observe });
  try {
    for (const sentence of troubleWith(capture, connection)) process.stderr.write(`${file}: ${sentence}\n`);
    if (capture.attempts.length === 0) return connection === undefined ? 1 : 2;
    if (connection === undefined && capture.connections.length > 1) {
      for (const found of capture.connections) await print(connectionLine(found));
      return 2;
    }
    await new SessionPrinter(capture, print, { maxPayload, frames: filter === undefined }).finish();
    if (filter !== undefined && !(await printMatches(capture, filter, print, maxPayload))) return 1;
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
  readonly filter: Filter | undefined;
}

function framesArguments(args: readonly string[]): FramesArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'max-payload': { type: 'string' }, connection: { type: 'string' }, filter: { type: 'string' } },
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
    return { file, maxPayload, connection, filter: filterArgument(values.filter) };
  } catch (error) {
    if (error instanceof ArgumentError) throw error;
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** Prints the frames that match; what could not be judged, and why it was given up, goes to standard error. */
async function printMatches(capture: Capture, filter: Filter, print: Print, maxPayload: number): Promise<boolean> {
  const found = new FilteredFrames(withNotes(capture), filter, () => undefined);
  await found.catchUp();
  const { count, problem, unjudged } = found.progress;
  for (const frame of found.page(0, count)) await print(await frameLine(capture, frame, maxPayload));
  found.dispose();
  const { tooLong, tooSlow, unreadable } = unjudged;
  if (tooLong > 0) process.stderr.write(`Payloads longer than 16 MiB, not read as text or JSON: ${tooLong}\n`);
  if (tooSlow > 0) process.stderr.write(`Payloads on which the regular expression took too long: ${tooSlow}\n`);
  if (unreadable > 0) process.stderr.write(`Payloads that are not in the file as a whole: ${unreadable}\n`);
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  return problem === undefined;
}
