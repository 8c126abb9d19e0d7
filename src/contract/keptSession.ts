import * as v from 'valibot';
import type { SessionSnapshot } from './sessionView.ts';

const keptSession = v.object({
  /** As it was called when it was kept. */
  id: v.string(),
  title: v.string(),
  /** Its capture, on the machine of the extension host. */
  file: v.string(),
  /** Which of the file's connections it is, when it holds several. */
  connection: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What is left of a session when its engine is gone: enough to show its capture again. */
export type KeptSession = v.InferOutput<typeof keptSession>;

/** Those that can be read; what was kept may be from an older version. */
const readKeptSessions = (value: unknown): readonly KeptSession[] =>
  Array.isArray(value) ? value.filter((entry) => v.is(keptSession, entry)) : [];

/** What a panel's page has kept of its sessions. `own`: the panel is for those that were moved into it. */
export function keptPanel(state: unknown): { readonly own: boolean; readonly sessions: readonly KeptSession[] } {
  const kept: { readonly own?: unknown; readonly sessions?: unknown } =
    typeof state === 'object' && state !== null ? state : {};
  return { own: kept.own === true, sessions: readKeptSessions(kept.sessions) };
}

/** Of these sessions; one that has no capture leaves nothing. */
export const keptSessionsOf = (sessions: readonly SessionSnapshot[]): readonly KeptSession[] =>
  sessions.flatMap(({ id, title, captureFile: file, opened }) => {
    const connection = opened?.connection;
    return file === undefined ? [] : [{ id, title, file, ...(connection === undefined ? {} : { connection }) }];
  });
