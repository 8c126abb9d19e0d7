import type { Panel } from './panel.ts';

/** Tells the extension which frame is selected, so that VS Code's commands know what they act upon. */
export function tellSelection({ store, call }: Pick<Panel, 'store' | 'call'>): void {
  store.watch(
    ({ active, selected }) => `${active ?? ''} ${active === undefined ? '' : (selected[active] ?? '')}`,
    () => {
      const { active, selected } = store.get();
      const frame = active === undefined ? undefined : selected[active];
      // Nobody answers while the engine restarts; the next selection is told again.
      call('frames.selected', { session: active ?? '', frames: frame === undefined ? [] : [frame] }).catch(
        () => undefined,
      );
    },
  );
}
