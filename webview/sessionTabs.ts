import type { SessionSnapshot } from '../src/contract/sessionView.ts';
import { el, fill, icon } from './dom.ts';
import type { Panel } from './panel.ts';
import { target } from './tabs.ts';
import { shownState, stateWords } from './wording.ts';

/** One tab a session, newest first; not there while there is nothing to choose. */
export function sessionTabs({ store, actions }: Panel, controls: string): HTMLElement {
  const bar = el('div', { class: 'session-tabs', role: 'tablist', 'aria-label': 'Sessions', testid: 'sessions' });
  bar.addEventListener('keydown', (event) => {
    const heads = [...bar.querySelectorAll<HTMLElement>('[role=tab]')];
    const to = target(
      event.key,
      heads.findIndex((head) => head === document.activeElement),
      heads.length,
    );
    if (to === undefined) return;
    event.preventDefault();
    const id = heads[to]?.dataset['session'];
    if (id !== undefined) actions.show(id);
    bar.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
  });
  store.watch(
    (state) => tabsKey(state.sessions, state.active),
    () => {
      const { sessions, active } = store.get();
      bar.hidden = sessions.length === 0 || (sessions.length === 1 && active !== undefined);
      const focused =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset['session'] : undefined;
      const known = sessions.some((session) => session.id === active);
      const heads = sessions.map((session, i) => {
        const chosen = session.id === active;
        return head(session, chosen, chosen || (!known && i === 0), () => actions.show(session.id));
      });
      for (const made of heads) made.setAttribute('aria-controls', controls);
      fill(bar, ...heads);
      if (focused !== undefined) bar.querySelector<HTMLElement>(`[data-session="${CSS.escape(focused)}"]`)?.focus();
    },
  );

  return bar;
}

/** `tabStop`: the Tab key reaches this one. */
function head(session: SessionSnapshot, chosen: boolean, tabStop: boolean, show: () => void): HTMLElement {
  const shown = shownState(session);
  const { icon: iconName, word } = stateWords(shown);
  return el(
    'button',
    {
      type: 'button',
      role: 'tab',
      class: 'session-tab',
      testid: 'session-tab',
      'data-session': session.id,
      'aria-selected': String(chosen),
      tabindex: tabStop ? 0 : -1,
      title: `${session.url}: ${word}`,
      on: { click: show },
    },
    el('span', { class: `state state-${shown}` }, icon(iconName)),
    el('span', { class: 'session-title' }, session.title),
    el('span', { class: 'session-state' }, word),
  );
}

/** Equal while the tabs look the same: counters are not on them. */
const tabsKey = (sessions: readonly SessionSnapshot[], active: string | undefined): string =>
  JSON.stringify([active, sessions.map((session) => [session.id, session.title, shownState(session), session.url])]);
