import type { Disposable } from '../../src/base/disposable.ts';
import type { PanelCaller } from '../panel.ts';
import { type PanelState, activeSession } from '../panelState.ts';
import type { Store } from '../store.ts';
import { trouble } from '../trouble.ts';

/**
 * Keeps the shown session's opening handshake in the state. It is fetched each time the session reached another state, and while
 * it connects under the user's eyes also with each change.
 */
export function loadHandshakes(store: Store<PanelState>, call: PanelCaller['call']): Disposable {
  let latest = 0;
  const load = async (session: string): Promise<void> => {
    const turn = ++latest;
    try {
      const attempts = await call('session.handshake', { session });
      if (turn === latest) store.update((state) => ({ handshakes: { ...state.handshakes, [session]: attempts } }));
    } catch (error) {
      store.update(trouble(error));
    }
  };

  return store.watch(
    (state) => {
      const session = activeSession(state);
      if (session === undefined) return undefined;
      const watched = session.state === 'connecting' && state.tab === 'handshake';
      // The wait for the first frame is a phase, too.
      const flowing = session.client.frames + session.server.frames > 0;
      const { id, state: stage, diagnoses, retry } = session;
      return watched ? session : `${id} ${stage} ${diagnoses.length} ${retry?.number ?? 0} ${flowing}`;
    },
    () => {
      const session = activeSession(store.get());
      if (session !== undefined) void load(session.id);
    },
  );
}
