import type { KeptSession } from '../contract/keptSession.ts';
import type { Interruption, SessionId } from '../contract/sessionView.ts';
import type { EngineClient } from './engineClient.ts';

/** A large file takes its time. */
const NO_TIMEOUT = { timeoutMs: 0 };

interface Reopened {
  /** How each session is called now, by how it was called. */
  readonly names: ReadonlyMap<SessionId, SessionId>;
  /** A sentence for each that could not be shown again. */
  readonly problems: readonly string[];
}

/** Shows the captures of sessions whose engine is gone, one after the other, as sessions of the engine that is there now. */
export async function reopenCaptures(
  engine: Pick<EngineClient, 'call'>,
  kept: readonly KeptSession[],
  interruption: Interruption,
): Promise<Reopened> {
  const names = new Map<SessionId, SessionId>();
  const problems: string[] = [];
  for (const { id, title, file, connection } of kept) {
    try {
      const wanted = { file, title, connection, interruption };
      const opened = await engine.call('capture.open', wanted, NO_TIMEOUT);
      if (opened.kind === 'opened') names.set(id, opened.session);
      else problems.push(`The capture of ${title} is another file now, with several connections: ${file}`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(`The capture of ${title} could not be shown again: ${why}`);
    }
  }
  return { names, problems };
}
