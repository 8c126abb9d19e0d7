import { selectedFrames } from './frameList/menuContext.ts';
import type { Panel } from './panel.ts';
import type { PanelState } from './panelState.ts';

/** Tells the extension which frames are selected, so that VS Code's commands know what they act upon. */
export function tellSelection({ store, call }: Pick<Panel, 'store' | 'call'>): void {
  store.watch(
    (state) => JSON.stringify([state.active, framesOf(state)]),
    () => {
      const state = store.get();
      // Nobody answers while the engine restarts; the next selection is told again.
      call('frames.selected', { session: state.active ?? '', frames: [...framesOf(state)] }).catch(() => undefined);
    },
  );
}

function framesOf({ active, selected, selection }: PanelState): readonly number[] {
  if (active === undefined) return [];
  const several = selectedFrames(selection[active]);
  if (several.length > 1) return several;
  const frame = selected[active];
  return frame === undefined ? [] : [frame];
}
