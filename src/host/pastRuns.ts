import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { PanelNotices } from '../contract/panelContract.ts';
import type { Notify } from '../contract/rpc.ts';
import type { SessionId } from '../contract/sessionView.ts';
import type { CaptureLibrary } from '../engine/captureLibrary.ts';
import type { EngineClient } from './engineClient.ts';
import type { Panels } from './panels.ts';
import type { PastRun } from './sequenceRuns.ts';

interface PastRunServices {
  readonly engine: Pick<EngineClient, 'call'>;
  readonly library: Pick<CaptureLibrary, 'result'>;
  readonly panels: Pick<Panels, 'showSession'>;
  readonly notify: Notify<PanelNotices>;
}

/** The parts by which the file is known to be one of ours, and not one that an older version wrote. */
const pastRun = v.looseObject({
  title: v.string(),
  file: v.string(),
  ok: v.boolean(),
  shown: v.array(v.looseObject({ kind: v.string(), title: v.string(), depth: v.number() })),
  captures: v.pipe(v.array(v.looseObject({ captureFile: v.string() })), v.minLength(1)),
  steps: v.array(v.looseObject({ index: v.number(), ok: v.boolean(), title: v.string() })),
});

/** Shows a run that is over as it was: its captures as sessions, and its steps beside them. `file` is its first capture. */
export async function showPastRun({ engine, library, panels, notify }: PastRunServices, file: string): Promise<void> {
  const past = await readPastRun(library, file);
  const sessions = new Map<string | undefined, SessionId>();
  for (const { name, captureFile } of past.captures) {
    const title = name === undefined ? past.title : `${past.title}: ${name}`;
    sessions.set(name, await openOnce(engine, captureFile, title));
  }
  const [first] = sessions.values();
  if (first === undefined) return;
  panels.showSession(first);
  // No run of the engine has this name: nothing can be told to it.
  const run = randomUUID();
  notify('sequence.started', { run, title: past.title, session: first, steps: past.shown, file: past.file });
  for (const result of past.steps) {
    notify('sequence.step', { run, result, session: sessions.get(result.on) ?? first });
  }
  const { ok, problem, differences } = past;
  notify('sequence.ended', {
    ...{ run, ok },
    ...(problem === undefined ? {} : { problem }),
    ...(differences === undefined ? {} : { differences }),
  });
}

async function readPastRun(library: Pick<CaptureLibrary, 'result'>, file: string): Promise<PastRun> {
  const read: unknown = await library.result(file).catch((cause: unknown) => {
    throw new Error('The result of that run is no longer there. Its capture may still be opened under Captures.', {
      cause,
    });
  });
  if (v.is(pastRun, read)) return read as unknown as PastRun;
  throw new Error('The result of that run was written by another version. Its capture can be opened under Captures.');
}

/** The session that shows the file already, or a new one. */
async function openOnce(engine: Pick<EngineClient, 'call'>, file: string, title: string): Promise<SessionId> {
  const shown = (await engine.call('session.list', {})).find(({ captureFile }) => captureFile === file);
  if (shown !== undefined) return shown.id;
  // A capture of ours holds one connection and its further attempts.
  const opened = await engine.call('capture.open', { file, title }, { timeoutMs: 0 });
  if (opened.kind === 'opened') return opened.session;
  throw new Error(`${title}: its capture holds several connections. Open it under Captures.`);
}
