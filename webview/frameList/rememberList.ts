import type { PanelCaller } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';
import { trouble } from '../trouble.ts';

/** A column that is being sized changes with every move of the pointer. */
const WAIT_MS = 500;

/** Tells the extension how the user likes the list, some time after it has changed. */
export function rememberList(store: Store<PanelState>, call: PanelCaller['call']): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;
  const remember = async (): Promise<void> => {
    try {
      await call('list.remember', { list: store.get().list });
    } catch (error) {
      store.update(trouble(error));
    }
  };
  store.watch(
    (state) => state.list,
    () => {
      if (!first) {
        clearTimeout(timer);
        timer = setTimeout(() => void remember(), WAIT_MS);
      }
      first = false;
    },
  );
}
