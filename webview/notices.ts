import { nameSecrets } from '../src/base/secretNames.ts';
import { DisposableStore } from '../src/base/disposable.ts';
import { isLive, withoutEngine } from '../src/contract/liveSession.ts';
import type { Actions } from './actions.ts';
import { withProgress } from './filter/sessionFilter.ts';
import { doListCommand } from './frameList/listCommands.ts';
import type { PanelCaller } from './panel.ts';
import { fieldsOf } from './connection/draftFields.ts';
import {
  type PanelState,
  activeSession,
  loadedProfile,
  withFrames,
  withSession,
  withoutSession,
} from './panelState.ts';
import { probeTried } from './failure/probeRun.ts';
import { ended, started, stepped, stopped } from './replay/replayRun.ts';
import { withPace } from './replay/replaySettings.ts';
import type { Store } from './store.ts';

function isShowingLive(state: PanelState): boolean {
  const session = activeSession(state);
  return session !== undefined && isLive(session);
}

/** Carries all that the extension tells unasked into the state. */
export function listenToNotices(
  store: Store<PanelState>,
  onNotice: PanelCaller['onNotice'],
  actions: Actions,
): DisposableStore {
  const subscriptions = new DisposableStore();
  subscriptions.add(onNotice('session.changed', (snapshot) => store.update((state) => withSession(state, snapshot))));
  subscriptions.add(
    onNotice('session.grew', ({ session, frames }) => store.update((state) => withFrames(state, session, frames))),
  );
  subscriptions.add(onNotice('session.filtered', (progress) => store.update((state) => withProgress(state, progress))));
  subscriptions.add(
    onNotice('session.forgotten', ({ session }) => store.update((state) => withoutSession(state, session))),
  );
  subscriptions.add(
    onNotice('probe.row', ({ session, row }) => store.update((state) => probeTried(state, session, row))),
  );
  subscriptions.add(onNotice('session.show', ({ session }) => store.update({ active: session })));
  subscriptions.add(
    onNotice('engine.lost', ({ reason }) =>
      store.update(({ sessions }) => ({ lost: reason, sessions: sessions.map(withoutEngine) })),
    ),
  );
  subscriptions.add(
    onNotice('draft.load', (draft) =>
      store.update((state) => ({
        fields: fieldsOf(draft.options),
        profile: loadedProfile(draft),
        problems: [],
        unkept: [],
        tested: undefined,
        // The button beside the URL is for what the URL says: a connection that is live goes on in its tab.
        active: isShowingLive(state) ? undefined : state.active,
      })),
    ),
  );
  subscriptions.add(onNotice('environments.changed', (environments) => store.update({ environments })));
  subscriptions.add(onNotice('places.changed', ({ places }) => store.update({ places })));
  subscriptions.add(
    onNotice('session.annotated', ({ session }) =>
      store.update(({ annotated }) => ({ annotated: { ...annotated, [session]: (annotated[session] ?? 0) + 1 } })),
    ),
  );
  subscriptions.add(onNotice('list.do', ({ what }) => doListCommand(what, store, actions)));
  subscriptions.add(
    onNotice('secrets.named', ({ patterns }) => {
      nameSecrets(patterns);
      // What is on show is drawn anew.
      store.update(({ fields, handshakes }) => ({
        fields: { ...fields },
        handshakes: Object.fromEntries(Object.entries(handshakes).map(([id, attempts]) => [id, [...attempts]])),
      }));
    }),
  );
  subscriptions.add(onNotice('list.density', ({ density }) => store.update({ density })));
  subscriptions.add(
    onNotice('sequence.started', (notice) =>
      store.update(({ replay, replaySetup }) => ({
        replay: started(notice, replay),
        replaySetup: withPace(replaySetup, notice.pace),
        ...(notice.session === undefined ? {} : { active: notice.session }),
      })),
    ),
  );
  subscriptions.add(
    onNotice('sequence.step', (notice) => store.update((state) => ({ replay: stepped(state.replay, notice) }))),
  );
  subscriptions.add(
    onNotice('sequence.paused', (notice) => store.update((state) => ({ replay: stopped(state.replay, notice) }))),
  );
  subscriptions.add(
    onNotice('sequence.ended', (notice) => store.update((state) => ({ replay: ended(state.replay, notice) }))),
  );
  return subscriptions;
}
