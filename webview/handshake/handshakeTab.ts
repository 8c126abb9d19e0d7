import type { HandshakeView } from '../../src/contract/sessionView.ts';
import { el, fill } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { type AttemptList, attemptList } from './attemptList.ts';
import { attemptView } from './attemptView.ts';
import { keepPlace } from './keepPlace.ts';
import { createMemory } from './memory.ts';

const NO_SESSION: readonly HandshakeView[] = [];
const NOTHING_YET: readonly HandshakeView[] = [];

/** The opening handshake of the active session, every attempt of it. It is built while the tab is shown only. */
export function handshakeTab(panel: Panel): HTMLElement {
  const { store } = panel;
  const memory = createMemory();
  const content = el('div', { class: 'handshake', testid: 'handshake' });
  let list: { readonly session: string; readonly attempts: AttemptList } | undefined;
  /** By all that each is made of, so that an attempt that stays as it was is left alone. */
  let shown: ReadonlyMap<string, HTMLElement> = new Map();

  const paint = (views: readonly HandshakeView[]): void => {
    const state = store.get();
    const session = state.active ?? '';
    const place = memory.at(session);
    const now = activeSession(state)?.startedAt ?? Date.now();
    const several = views.length > 1;
    const elements = views.map((view, index): [string, HTMLElement] => {
      const newest = index === views.length - 1;
      const from = JSON.stringify([session, several, newest, view]);
      const made = (): HTMLElement =>
        attemptView(view, { panel, session, place: place.at(String(view.attempt)), several, newest, now });
      return [from, shown.get(from) ?? made()];
    });
    shown = new Map(elements);
    keepPlace(content, () => {
      if (list?.session !== session) list = { session, attempts: attemptList(place) };
      list.attempts.show(elements.map(([, element]) => element));
      if (content.firstElementChild !== list.attempts.element) fill(content, list.attempts.element);
    });
  };

  store.watch(
    ({ tab, active, handshakes }) => {
      if (tab !== 'handshake') return undefined;
      return active === undefined ? NO_SESSION : (handshakes[active] ?? NOTHING_YET);
    },
    (views) => {
      if (views !== undefined && views.length > 0) {
        paint(views);
        return;
      }
      shown = new Map();
      list = undefined;
      fill(content, views !== undefined && nothingYet(views === NO_SESSION));
    },
  );
  return content;
}

function nothingYet(noSession: boolean): HTMLElement {
  const next = noSession
    ? 'Connect, and the opening handshake is shown here byte for byte.'
    : 'The first step of the opening handshake has not ended yet.';
  return el('p', { class: 'empty-next' }, next);
}
