import type { PanelCaller } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';
import { trouble } from '../trouble.ts';

/** Tells the extension which filters were saved and used, each time these become others. */
export function rememberFilters(store: Store<PanelState>, call: PanelCaller['call']): void {
  let first = true;
  store.watch(
    (state) => state.filterMemory,
    (filters) => {
      if (!first) call('filters.remember', { filters }).catch((error: unknown) => store.update(trouble(error)));
      first = false;
    },
  );
}
