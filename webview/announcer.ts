import { el, setText } from './dom.ts';
import type { Panel } from './panel.ts';
import { activeSession } from './panelState.ts';
import { outcomeWords } from './replay/replayView.ts';
import { announcement } from './wording.ts';

/** A live region that says what changed to those who do not see it: states, results, refusals; never single frames. */
export function announcer({ store }: Panel): HTMLElement {
  const region = el('div', { class: 'only-read', role: 'status', 'aria-live': 'polite' });
  const say = (words: string | undefined): void => {
    if (words !== undefined && words !== '') setText(region, words);
  };
  store.watch(
    (state) => {
      const session = activeSession(state);
      return session === undefined ? undefined : `${session.id} ${session.state}`;
    },
    () => {
      const session = activeSession(store.get());
      say(session === undefined ? undefined : announcement(session));
    },
  );
  store.watch((state) => state.said, say);
  store.watch(
    (state) => state.problems,
    (problems) => say(problems.map((problem) => problem.message).join(' ')),
  );
  store.watch(
    (state) => state.replay?.ended,
    () => {
      const { replay } = store.get();
      say(replay?.ended === undefined ? undefined : `Replay ended. ${outcomeWords(replay)}.`);
    },
  );
  return region;
}
