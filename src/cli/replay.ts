import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createCapture } from '../capture/capture.ts';
import { runOn } from '../engine/sequenceRun.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import { Session } from '../session/session.ts';
import { ArgumentError } from './argumentError.ts';
import type { Print } from './output.ts';
import { mergedOptions, profileNamed, resolvedOptions } from './resolveConnection.ts';
import { captureFile } from './temporaryCapture.ts';

/** `replay`: runs a sequence file; a line a step, the result last. Gives the exit status. */
export async function replay(args: readonly string[], print: Print, interrupted: AbortSignal): Promise<number> {
  const given = replayArguments(args);
  const text = await readFile(given.file, 'utf8').catch((error: unknown) => {
    throw new ArgumentError(`${given.file} cannot be read: ${String(error)}`);
  });
  const read = readSequence(text);
  if (!read.ok) {
    throw new ArgumentError(
      read.problems.map(({ line, column, message }) => `${given.file}:${line}:${column}: ${message}`).join('\n'),
    );
  }
  const name = given.profile ?? read.sequence.profile;
  const profile = name === undefined ? undefined : await profileNamed(name, process.cwd());
  const options = resolvedOptions(mergedOptions(profile, profile === undefined ? read.sequence.url : undefined, {}));
  const recording = await captureFile(given.capture);
  const capture = createCapture({ file: recording.file });
  const session = new Session({ options, title: given.file, capture, env: process.env });
  let printing = Promise.resolve();
  const result = await runOn(session, text, interrupted, ({ skipped, ...step }) => {
    printing = printing.then(() => print({ event: 'step', ...step, skipped }));
  });
  await printing;
  await print({ event: 'result', ok: result.ok, ...(result.problem === undefined ? {} : { problem: result.problem }) });
  await capture.close();
  capture.dispose();
  await recording.remove();
  return result.ok ? 0 : 1;
}

function replayArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { profile: { type: 'string' }, capture: { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new Error('replay takes one sequence file.');
    return { file, profile: values.profile, capture: values.capture };
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}
