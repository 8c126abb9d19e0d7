import type { Advice } from '../../src/diagnosis/advice/advice.ts';
import { button } from '../controls.ts';
import { el, fill, icon, setText } from '../dom.ts';
import { plural } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';

/** What could be better about the connection that is shown: folded, as nothing of it is an error. */
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
      const advice = activeSession(store.get())?.advice ?? [];
      view.hidden = advice.length === 0;
      setText(summary, `${plural(advice.length, 'hint')} about this connection`);
      fill(list, ...advice.map((one) => adviceItem(one, actions)));
    },
  );
  return view;
}

function adviceItem({ cause, title, explanation, remedy, section }: Advice, actions: Panel['actions']): HTMLElement {
  const change = remedy?.change;
  return el(
    'li',
    { 'data-cause': cause },
    el('strong', {}, title),
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
