import { isLive } from '../src/contract/liveSession.ts';
import type { SessionSnapshot } from '../src/contract/sessionView.ts';
import type { Actions } from './actions.ts';
import { el, fill, icon, uniqueId } from './dom.ts';
import type { Panel } from './panel.ts';
import { sessionName } from './sessionName.ts';
import { target } from './tabs.ts';
import { shownState, stateWords } from './wording.ts';

/** One tab a session, newest first, each with a button that closes it; not there while there is nothing to choose. */
export function sessionTabs({ store, actions }: Panel, controls: string): HTMLElement {
  // A tab list may hold nothing but tabs, and a tab no button: so it owns the tabs without being around them.
  const list = el('div', { class: 'only-read', role: 'tablist', 'aria-label': 'Sessions' });
  const items = el('div', { class: 'session-items' });
  const bar = el('div', { class: 'session-tabs', testid: 'sessions' }, list, items);
  const heads = (): HTMLElement[] => [...bar.querySelectorAll<HTMLElement>('[role=tab]')];

  bar.addEventListener('keydown', (event) => {
    const at = heads().findIndex((head) => head === document.activeElement);
    const id = heads()[at]?.dataset['session'];
    if (event.key === 'Delete' && id !== undefined) {
      event.preventDefault();
      void actions.forget(id);
      return;
    }
    const to = target(event.key, at, heads().length);
    if (to === undefined) return;
    event.preventDefault();
    const next = heads()[to]?.dataset['session'];
    if (next !== undefined) actions.show(next);
    heads()[to]?.focus();
  });
  store.watch(
    (state) => tabsKey(state.sessions, state.active),
    () => {
      const { sessions, active } = store.get();
      const inside = bar.contains(document.activeElement);
      const focused = inside ? (document.activeElement as HTMLElement).dataset['session'] : undefined;
      bar.hidden = sessions.length === 0 || (sessions.length === 1 && active !== undefined);
      const known = sessions.some((session) => session.id === active);
      fill(
        items,
        ...sessions.map((session, i) => {
          const chosen = session.id === active;
          return item(session, { chosen, tabStop: chosen || (!known && i === 0), controls }, actions);
        }),
      );
      list.setAttribute(
        'aria-owns',
        heads()
          .map((head) => head.id)
          .join(' '),
      );
      if (!inside) return;
      // The focused session may be gone: the one that is shown now is next.
      const next =
        heads().find((head) => head.dataset['session'] === focused) ?? heads().find((head) => head.tabIndex === 0);
      next?.focus();
    },
  );

  return bar;
}

interface Place {
  readonly chosen: boolean;
  /** The Tab key reaches this one. */
  readonly tabStop: boolean;
  /** Id of what the tab shows. */
  readonly controls: string;
}

function item(session: SessionSnapshot, { chosen, tabStop, controls }: Place, actions: Actions): HTMLElement {
  const shown = shownState(session);
  const { icon: iconName, word } = stateWords(shown);
  const { start, end, host } = sessionName(session.title);
  const tabindex = tabStop ? 0 : -1;
  const named = session.title === session.url ? session.url : `${session.title}, ${session.url}`;
  const head = el(
    'button',
    {
      type: 'button',
      role: 'tab',
      class: 'session-tab',
      id: uniqueId('session-tab'),
      testid: 'session-tab',
      'data-session': session.id,
      'aria-selected': String(chosen),
      'aria-controls': controls,
      'aria-keyshortcuts': 'Delete',
      tabindex,
      title: `${named}: ${word}`,
      on: { click: () => actions.show(session.id) },
    },
    el('span', { class: `state state-${shown}` }, icon(iconName)),
    el('span', { class: 'session-title' }, el('span', { class: 'title-start' }, start), end),
    host !== '' && el('span', { class: 'session-host' }, host),
    el('span', { class: 'session-state' }, word),
  );
  const label = `Close ${session.title}`;
  const close = el(
    'button',
    {
      type: 'button',
      class: 'session-close',
      testid: 'session-close',
      'aria-label': label,
      tabindex,
      title: `${label} (Delete)`,
      on: { click: () => void actions.forget(session.id) },
    },
    icon('close'),
  );
  const context = JSON.stringify({
    webviewSection: 'session',
    session: session.id,
    sessionLive: isLive(session),
    preventDefaultContextMenuItems: true,
  });
  return el(
    'div',
    { class: chosen ? 'session-item chosen' : 'session-item', 'data-vscode-context': context },
    head,
    close,
  );
}

/** Equal while the tabs look the same: counters are not on them. */
const tabsKey = (sessions: readonly SessionSnapshot[], active: string | undefined): string =>
  JSON.stringify([active, sessions.map((session) => [session.id, session.title, shownState(session), session.url])]);
