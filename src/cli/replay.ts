import type { StepResult } from '../replay/sequence.ts';
import { type Print, type Write, writeTo } from './output.ts';
import { type ReplayArguments, replayArguments } from './replayArguments.ts';
import { type ReplayFile, replayFiles } from './replayFiles.ts';
import { captureBase, keepResult, runFile } from './replayRun.ts';
import { jsonReporter } from './reporters/jsonReporter.ts';
import { junitReporter } from './reporters/junitReporter.ts';
import type { FileResult, Reporter } from './reporters/reporter.ts';
import { specReporter } from './reporters/specReporter.ts';
import { tapReporter } from './reporters/tapReporter.ts';

/** `replay`: runs sequence files one after the other and reports on standard output. Gives the exit status. */
export async function replay(
  args: readonly string[],
  print: Print,
  interrupted: AbortSignal,
  write: Write = writeTo(process.stdout),
): Promise<number> {
  const given = replayArguments(args);
  const files = await replayFiles(given);
  const reporter = reporterFor(given, files.length > 1, print, write);
  const results: FileResult[] = [];
  const taken = new Set<string>();
  for (const file of files) {
    if (interrupted.aborted) break;
    const base = await captureBase(file.file, given, taken);
    const result = await runWithRetries(file, given, base, interrupted, reporter);
    if (base !== undefined) await keepResult(base, result);
    await reporter.file(result);
    // Of many thousands of steps that passed, nobody needs each once it was told.
    results.push(given.reporter === 'junit' ? result : { ...result, steps: result.steps.filter(({ ok }) => !ok) });
    if (given.bail && !result.ok) break;
  }
  await reporter.end(results);
  return results.length === files.length && results.every(({ ok }) => ok) ? 0 : 1;
}

async function runWithRetries(
  file: ReplayFile,
  given: ReplayArguments,
  base: string | undefined,
  interrupted: AbortSignal,
  reporter: Reporter,
): Promise<FileResult> {
  for (let attempts = 1; ; attempts += 1) {
    const startedAt = performance.now();
    let printing = Promise.resolve();
    const onStep = (step: StepResult): void => {
      printing = printing.then(() => reporter.step(file.file, step, attempts));
    };
    const { ok, steps, problem, captures, differences } = await runFile(file, given, base, interrupted, onStep);
    await printing;
    if (!ok && attempts <= given.retries && !interrupted.aborted) continue;
    return {
      file: file.file,
      ok,
      durationMs: performance.now() - startedAt,
      ...(problem === undefined ? {} : { problem }),
      attempts,
      steps,
      lines: file.lines,
      ...(captures.length === 0 ? {} : { captures }),
      ...(differences === undefined ? {} : { differences }),
    };
  }
}

function reporterFor({ reporter }: ReplayArguments, several: boolean, print: Print, write: Write): Reporter {
  switch (reporter) {
    case 'json':
      return jsonReporter(print, several);
    case 'spec':
      return specReporter(write);
    case 'tap':
      return tapReporter(write);
    case 'junit':
      return junitReporter(write);
  }
}
