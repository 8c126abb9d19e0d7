import { selectedFrames } from './frameList/menuContext.ts';
import { sizeOf } from './frameList/selection.ts';
import type { Panel } from './panel.ts';

/** Tells the extension which frames are selected, so that VS Code's commands know what they act upon. */
export function tellSelection({ store, call }: Pick<Panel, 'store' | 'call'>): void {
  const current = () => {
    const { active, selected, selection } = store.get();
    const ranges = active === undefined ? undefined : selection[active];
    const frame = active === undefined ? undefined : selected[active];
    const frames = sizeOf(ranges) > 1 ? selectedFrames(ranges) : frame === undefined ? [] : [frame];
    return { session: active ?? '', frames: [...frames] };
  };
  store.watch(
    () => JSON.stringify(current()),
    () => {
      // Nobody answers while the engine restarts; the next selection is told again.
      call('frames.selected', current()).catch(() => undefined);
    },
  );
}
