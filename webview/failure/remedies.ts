import type { Remedy } from '../../src/diagnosis/diagnosis.ts';
import type { Actions } from '../actions.ts';
import { button } from '../controls.ts';
import { el, icon } from '../dom.ts';

/** What to try: changes that one click applies and retries with, then advice to carry out elsewhere. */
export function remedyList(remedies: readonly Remedy[], actions: Actions): HTMLElement | false {
  if (remedies.length === 0) return false;
  const buttons = remedies.flatMap(({ title, change }, i) =>
    change === undefined
      ? []
      : [
          button(
            title,
            () => void actions.retryWith(change),
            {
              testid: 'remedy',
              appearance: i === 0 ? 'primary' : 'secondary',
              title:
                change.kind === 'credentials'
                  ? 'Opens the fields for it above'
                  : 'Changes the connection above and connects again',
            },
            icon(change.kind === 'credentials' ? 'edit' : change.kind === 'trust' ? 'shield' : 'debug-restart'),
          ),
        ],
  );
  const advice = remedies.filter((remedy) => remedy.change === undefined);
  return el(
    'div',
    { class: 'remedies' },
    el('h3', {}, 'What to try'),
    buttons.length > 0 && el('div', { class: 'remedy-buttons' }, ...buttons),
    advice.length > 0 && el('ul', {}, ...advice.map(({ title }) => el('li', { testid: 'advice' }, title))),
  );
}
