import { el, icon, setAttribute, setText } from '../dom.ts';
import { formatCount, plural } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import { columnChooser } from './columnChooser.ts';
import { doListCommand, mutesPings } from './listCommands.ts';
import type { ListCommand } from '../../src/contract/panelContract.ts';
import { sizeOf } from './selection.ts';

interface Tool {
  readonly what: ListCommand;
  readonly icon: string;
  readonly label: string;
  /** Of the keybinding, for the tooltip. */
  readonly key?: string;
  /** Whether it is switched on; left out for a button that only does something. */
  readonly on?: (state: PanelState) => boolean;
}

const TOOLS: readonly Tool[] = [
  {
    what: 'togglePause',
    icon: 'debug-pause',
    label: 'Pause the view; recording goes on',
    key: 'Alt+P',
    on: ({ active, paused }) => (active ?? '') in paused,
  },
  { what: 'clear', icon: 'clear-all', label: 'Clear the view; the capture keeps every frame', key: 'Ctrl+L' },
  {
    what: 'foldAll',
    icon: 'fold',
    label: 'Fold messages of several fragments into one row',
    on: ({ list }) => list.fold,
  },
  {
    what: 'mutePings',
    icon: 'mute',
    label: 'Mute pings and pongs; they are still counted',
    on: ({ list }) => mutesPings(list.mute),
  },
  { what: 'toggleTimeline', icon: 'graph', label: 'Timeline', on: ({ list }) => list.timeline },
];

/** What can be done with the list as a whole, and how many frames there are of which how many are shown. */
export function listBar(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const tools = TOOLS.map((tool) => toolButton(tool, panel));
  const count = el('span', { class: 'list-count', testid: 'list-count' });
  const cleared = el('span', { class: 'cleared' });
  const clearedWords = el('span');
  const back = el(
    'button',
    { type: 'button', class: 'link', testid: 'show-cleared', on: { click: () => actions.showCleared() } },
    'Show again',
  );
  cleared.append(clearedWords, back);
  const chooser = columnChooser(panel);
  const bar = el(
    'div',
    { class: 'list-bar', role: 'toolbar', 'aria-label': 'Frame list', testid: 'list-bar' },
    ...tools.map(({ element }) => element),
    cleared,
    el('span', { class: 'list-bar-gap' }),
    count,
    chooser,
  );
  store.watch(
    (state) => state,
    (state) => {
      for (const tool of tools) tool.paint(state);
      setText(count, countWords(state));
      const gone = state.cleared[state.active ?? ''] ?? 0;
      cleared.hidden = gone === 0;
      setText(clearedWords, `${formatCount(gone)} cleared from view. `);
    },
  );
  return bar;
}

function toolButton(tool: Tool, { store, actions }: Panel): { element: HTMLElement; paint(state: PanelState): void } {
  const { what, label, key, on } = tool;
  const element = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      testid: `list-${what}`,
      'aria-label': label,
      title: key === undefined ? label : `${label} (${key})`,
      on: { click: () => doListCommand(what, store, actions) },
    },
    icon(tool.icon),
  );
  let pressed: boolean | undefined;
  return {
    element,
    paint: (state) => {
      const now = on?.(state);
      if (now === pressed) return;
      pressed = now;
      setAttribute(element, 'aria-pressed', String(now));
    },
  };
}

/** "12 frames", "3 of 12 frames selected"; empty without frames. */
export function countWords(state: PanelState): string {
  const id = state.active ?? '';
  const frames = state.frames[id] ?? 0;
  if (frames === 0) return '';
  const selected = Math.min(frames, sizeOf(state.selection[id]));
  const aside =
    (state.list.mute.length > 0 ? ', some muted' : '') + (state.paused[id] === undefined ? '' : ', view paused');
  if (selected > 1) return `${formatCount(selected)} of ${plural(frames, 'frame')} selected${aside}`;
  return `${plural(frames, 'frame')}${aside}`;
}
