import type { Advice } from '../../src/diagnosis/advice/advice.ts';
import { button } from '../controls.ts';
import { el, fill, icon, setText } from '../dom.ts';
import { plural } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';

/**
 * What could be better about the connection that is shown: folded, as nothing of it is an error. Why the server
 * closed is unfolded: whoever was just disconnected wants to read that first.
 */
export function adviceView({ store, actions }: Panel): HTMLElement {
  const summary = el('span', { testid: 'advice-count' });
  const list = el('ul', { class: 'advice-list' });
  const view = el(
    'details',
    { class: 'advice', testid: 'advice-view', hidden: true },
    el('summary', {}, icon('lightbulb'), summary),
    list,
  );
  store.watch(
    (state) => JSON.stringify(activeSession(state)?.advice ?? []),
    () => {
      const state = store.get();
      const advice = activeSession(state)?.advice ?? [];
      view.hidden = advice.length === 0;
      // Beside open options there may be no room for more.
      view.open = !state.optionsOpen && advice.some(({ cause }) => cause === 'closed-by-server');
      const only = advice.length === 1 ? advice[0] : undefined;
      setText(summary, only?.title ?? `${plural(advice.length, 'hint')} about this connection`);
      fill(list, ...advice.map((one) => adviceItem(one, actions, one !== only)));
    },
  );
  return view;
}

function adviceItem(
  { cause, title, explanation, remedy, section }: Advice,
  actions: Panel['actions'],
  titled: boolean,
): HTMLElement {
  const change = remedy?.change;
  return el(
    'li',
    { 'data-cause': cause },
    titled && el('strong', {}, title),
    el('p', {}, explanation, ' ', el('span', { class: 'section' }, section)),
    remedy !== undefined &&
      change !== undefined &&
      button(remedy.title, () => void actions.retryWith(change), {
        appearance: 'secondary',
        testid: 'advice-remedy',
        title: 'Changes the connection above and connects again',
      }),
  );
}
