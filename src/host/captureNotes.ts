import type { Disposable } from '../base/disposable.ts';
import type { CaptureLibrary } from '../engine/captureLibrary.ts';
import { isLive } from '../contract/liveSession.ts';
import type { SessionList } from './sessionList.ts';

/** Writes down beside each capture what its session is called, and how many frames it had in the end. */
export function keepCaptureNotes(
  sessions: Pick<SessionList, 'onChange'>,
  library: Pick<CaptureLibrary, 'describe' | 'folder'>,
  changed: () => void,
  report: (error: unknown) => void,
): Disposable {
  const noted = new Map<string, 'begun' | 'ended'>();
  return sessions.onChange((session) => {
    const file = session?.captureFile;
    if (session === undefined || file === undefined || session.opened !== undefined) return;
    if (!file.startsWith(library.folder)) return;
    const now = isLive(session) ? 'begun' : 'ended';
    if (noted.get(file) === now) return;
    noted.set(file, now);
    const frames = session.client.frames + session.server.frames;
    const facts = { title: session.title, ...(now === 'ended' ? { frames } : {}) };
    // A title that the user gave stays: it is told only when the session begins.
    const { title: _title, ...counted } = facts;
    library.describe(file, now === 'begun' ? facts : counted).then(changed, report);
  });
}
