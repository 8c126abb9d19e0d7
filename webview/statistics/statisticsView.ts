import { isLive } from '../../src/contract/liveSession.ts';
import type { Statistics } from '../../src/contract/overview.ts';
import { el } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { trouble } from '../trouble.ts';
import { sizeBars } from './sizeBars.ts';
import { compressionTable, opcodeTable, rateTable, timingTable } from './statisticsTables.ts';

/** While the connection lives the numbers are counted on that often. */
const EVERY_MS = 1000;

/** The Statistics tab: rates, kinds, sizes, compression and times of the active session, counted while it is shown. */
export function statisticsView({ store, call, actions }: Panel): HTMLElement {
  const body = el('div', { class: 'statistics-body', testid: 'statistics' });
  const element = el('div', { class: 'statistics', tabindex: 0 }, body);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;

  const shown = (): string | undefined => (store.get().tab === 'statistics' ? store.get().active : undefined);

  const look = (frame: number): void => {
    actions.showTab('frames');
    actions.select(frame);
  };

  const load = async (): Promise<void> => {
    clearTimeout(timer);
    const session = shown();
    if (session === undefined || running) return;
    running = true;
    try {
      const statistics = await call('session.statistics', { session }, { timeoutMs: 0 });
      if (shown() === session) body.replaceChildren(...sections(statistics, look));
    } catch (error) {
      store.update(trouble(error));
    } finally {
      running = false;
    }
    const now = activeSession(store.get());
    if (shown() !== session) void load();
    else if (now !== undefined && isLive(now)) timer = setTimeout(() => void load(), EVERY_MS);
  };

  store.watch(
    (state) => (state.tab === 'statistics' ? `${state.active ?? ''} ${activeSession(state)?.state ?? ''}` : ''),
    () => {
      if (shown() === undefined) body.replaceChildren(note('No session is shown. Connect first.'));
      void load();
    },
  );
  return element;
}

function sections(statistics: Statistics, look: (frame: number) => void): HTMLElement[] {
  if (statistics.frames === 0) return [note('No frames yet. The numbers come with the first one.')];
  return [
    section('Rates', rateTable(statistics)),
    section('Opcodes', opcodeTable(statistics)),
    section('Payload sizes', sizeBars(statistics)),
    section('Compression', compressionTable(statistics)),
    section('Times', timingTable(statistics, look)),
  ];
}

const note = (words: string): HTMLElement => el('p', { class: 'statistics-note' }, words);

const section = (title: string, content: HTMLElement): HTMLElement =>
  el('section', { class: 'statistics-section' }, el('h2', {}, title), content);
