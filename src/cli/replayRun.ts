import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type LiveCapture, createCapture } from '../capture/capture.ts';
import { runOn } from '../engine/sequenceRun.ts';
import type { RunResult } from '../replay/runner.ts';
import type { StepResult } from '../replay/sequence.ts';
import { Session } from '../session/session.ts';
import type { ReplayArguments } from './replayArguments.ts';
import { type ReplayFile, folderOf } from './replayFiles.ts';
import { captureFile } from './temporaryCapture.ts';

export type RanOnce = RunResult & { readonly captures: readonly string[] };

/** Runs a sequence once, on connections of its own. `captures` are the files that are kept. */
export async function runFile(
  replay: ReplayFile,
  given: ReplayArguments,
  base: string | undefined,
  interrupted: AbortSignal,
  onStep: (step: StepResult) => void,
): Promise<RanOnce> {
  const opened: { readonly capture: LiveCapture; readonly file: string }[] = [];
  // A file for each connection, all prepared before the first is opened: beginning a session waits for nothing.
  const recording = await captureFile(base);
  const kept: string[] = [];
  const start = (name: string | undefined): Session => {
    const options = replay.targets.get(name);
    if (options === undefined) throw new Error(`Nothing says where "${name ?? ''}" connects to.`);
    const file = opened.length === 0 ? recording.file : numbered(recording.file, opened.length + 1);
    const capture = createCapture({ file });
    opened.push({ capture, file });
    if (base !== undefined) kept.push(file);
    return new Session({ options, title: replay.file, capture, env: process.env });
  };
  try {
    const result = await runOn({
      sequence: replay.sequence,
      start,
      folder: folderOf(replay.file),
      options: {
        signal: interrupted,
        onStep,
        pace: given.pace,
        variables: given.variables,
        outside: (name) => (Object.hasOwn(replay.outside, name) ? replay.outside[name] : undefined),
      },
    });
    return { ...result, captures: kept };
  } finally {
    for (const { capture } of opened) {
      await capture.close();
      capture.dispose();
    }
    await recording.remove();
  }
}

/** Where the capture of this sequence is kept, if at all; the result goes beside it. */
export async function captureBase(
  file: string,
  { capture, captureFolder }: ReplayArguments,
  taken: Set<string>,
): Promise<string | undefined> {
  if (captureFolder === undefined) return capture;
  await mkdir(captureFolder, { recursive: true });
  const stem = basename(file).replace(/(\.wsseq)?\.json$/, '');
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}`;
  taken.add(name);
  return join(captureFolder, `${name}.pcapng`);
}

/** Keeps what became of a run beside its capture. */
export async function keepResult(base: string, result: object): Promise<void> {
  await writeFile(base.replace(/(\.pcapng)?$/, '.result.json'), `${JSON.stringify(result, null, 2)}\n`);
}

function numbered(file: string, number: number): string {
  return file.replace(/(\.pcapng)?$/, `-${number}$1`);
}
