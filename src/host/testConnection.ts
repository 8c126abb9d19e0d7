import type { ConnectionTested } from '../contract/panelContract.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { Connections } from './connections.ts';
import type { EngineClient } from './engineClient.ts';
import type { ProfileRef } from './profileStore.ts';

const TITLE = 'Test of a connection';
/** How often the state is looked at, in ms. */
const LOOK_EVERY = 50;

/** Dials without a second try, closes what opened, and forgets it. */
export async function testConnection(
  engine: Pick<EngineClient, 'call'>,
  connections: Pick<Connections, 'open'>,
  options: ConnectionOptions,
  from: ProfileRef | undefined,
  signal: AbortSignal,
): Promise<ConnectionTested> {
  const { reconnect: _reconnect, ...once } = options;
  const opened = await connections.open(once, TITLE, from);
  if (!opened.ok) return { kind: 'problems', problems: opened.problems };
  const { session } = opened;
  try {
    return verdict(await settled(engine, session, signal));
  } finally {
    await engine.call('session.forget', { session });
  }
}

async function settled(
  engine: Pick<EngineClient, 'call'>,
  id: string,
  signal: AbortSignal,
): Promise<SessionSnapshot | undefined> {
  for (;;) {
    signal.throwIfAborted();
    const session = (await engine.call('session.list', {})).find((one) => one.id === id);
    if (session === undefined) return undefined;
    if (session.state !== 'connecting') {
      // By the book, so that the server does not see a connection that broke.
      if (session.state === 'open') await engine.call('session.close', { session: id, code: 1000, reason: undefined });
      return session;
    }
    await new Promise((wake) => setTimeout(wake, LOOK_EVERY));
  }
}

function verdict(session: SessionSnapshot | undefined): ConnectionTested {
  if (session === undefined) return { kind: 'failed', sentence: 'The test was broken off.' };
  const [diagnosis] = session.diagnoses;
  if (session.state === 'failed' || diagnosis !== undefined) {
    const sentence =
      diagnosis === undefined ? 'The connection failed.' : `${diagnosis.title}. ${diagnosis.explanation}`;
    return { kind: 'failed', sentence: `${sentence} Connect to see it all.` };
  }
  const agreed = [
    ...(session.subprotocol === undefined ? [] : [`subprotocol ${session.subprotocol}`]),
    ...(session.extensions === undefined || session.extensions === '' ? [] : [`extensions ${session.extensions}`]),
  ];
  const detail = agreed.length === 0 ? '' : `, with ${agreed.join(' and ')}`;
  return { kind: 'open', sentence: `The server accepted the connection${detail}. It was closed again.` };
}
