import { announcer } from './announcer.ts';
import { banners } from './banners.ts';
import { composer } from './composer/composer.ts';
import { connectionBar } from './connection/connectionBar.ts';
import { detailPane } from './detail/detailPane.ts';
import { isReading } from './detail/reading.ts';
import { splitter } from './detail/splitter.ts';
import { el, setText } from './dom.ts';
import { failureCard } from './failure/failureCard.ts';
import { markMatches } from './filter/detailMarks.ts';
import { filterBar } from './filter/filterBar.ts';
import { frameList } from './frameList/frameList.ts';
import { listBar } from './frameList/listBar.ts';
import { handshakeTab } from './handshake/handshakeTab.ts';
import { formatCount } from './numbers.ts';
import type { Panel } from './panel.ts';
import type { TabName } from './panelState.ts';
import { replayView } from './replay/replayView.ts';
import { sessionTabs } from './sessionTabs.ts';
import { statisticsView } from './statistics/statisticsView.ts';
import { timelineView } from './timeline/timelineView.ts';
import { tabs } from './tabs.ts';

/** The whole page. `startAgain` asks the extension for everything anew. */
export function app(panel: Panel, startAgain: () => void): HTMLElement {
  const session = el('div', { class: 'session' }, failureCard(panel), replayView(panel), ...sessionContent(panel));
  const room = el('main', { class: 'session-room', id: 'session', 'aria-label': 'Session' }, session);
  panel.store.watch(isReading, (reading) => {
    room.classList.toggle('reading', reading);
    if (!reading) return;
    if (getComputedStyle(session).visibility !== 'hidden') {
      // There is room for both. A panel that becomes smaller later takes nobody's list away.
      panel.store.update({ reading: false });
      return;
    }
    // Low, the whole page scrolls.
    room.scrollIntoView({ block: 'start' });
    enterDetails(session);
  });
  return el(
    'div',
    { class: 'app' },
    connectionBar(panel),
    banners(panel, startAgain),
    el('nav', { 'aria-label': 'Sessions' }, sessionTabs(panel, room.id)),
    room,
    composer(panel),
    announcer(panel),
  );
}

/** To the chosen view of the payload, which is a tab of the details; to the first one while none is shown yet. */
function enterDetails(within: HTMLElement): void {
  const tab = '.detail-bar [role=tab]';
  const chosen = within.querySelector<HTMLElement>(`${tab}[tabindex="0"]`) ?? within.querySelector<HTMLElement>(tab);
  chosen?.focus();
}

function sessionContent(panel: Panel): HTMLElement[] {
  const { store, actions } = panel;
  const detail = detailPane(panel, () => list.querySelector<HTMLElement>('[role=grid]')?.focus());
  const split = el('div', { class: 'split' });
  const bar = splitter(split, 'Room for details');
  const list = frameList(panel, () => {
    store.update({ reading: true });
    enterDetails(detail);
  });
  split.append(list, bar, detail);
  store.watch(
    (state) => state.selected[state.active ?? ''] === undefined,
    (none) => {
      bar.hidden = none;
      // Low or narrow, the session scrolls: whoever chooses a frame wants to see it.
      if (!none) split.scrollIntoView({ block: 'nearest' });
    },
  );

  markMatches(panel, detail);
  const filter = filterBar(panel, () => list.querySelector<HTMLElement>('[role=grid]')?.focus());
  const frames = el('div', { class: 'frames-tab' }, filter, listBar(panel), timelineView(panel), split);

  const handshake = handshakeTab(panel);
  handshake.tabIndex = 0;
  const statistics = statisticsView(panel);
  const count = el('span', { class: 'tab-count' });
  const label = el('span', {}, 'Frames', count);
  const shown = tabs<TabName>(
    'Session',
    [
      { name: 'frames', label, testid: 'tab-frames', panel: frames },
      { name: 'handshake', label: 'Handshake', testid: 'tab-handshake', panel: handshake },
      { name: 'statistics', label: 'Statistics', testid: 'tab-statistics', panel: statistics },
    ],
    (name) => actions.showTab(name),
  );
  store.watch(
    (state) => state.tab,
    (name) => shown.show(name),
  );
  store.watch(
    (state) => state.frames[state.active ?? ''] ?? 0,
    (existing) => setText(count, existing === 0 ? '' : ` ${formatCount(existing)}`),
  );
  return [shown.bar, frames, handshake, statistics];
}
