import type { Caller } from '../src/contract/rpc.ts';
import type { PanelMethods, PanelNotices } from '../src/contract/panelContract.ts';
import type { Actions } from './actions.ts';
import type { PanelState } from './panelState.ts';
import type { Store } from './store.ts';

/** What every part of the page is given. */
export interface Panel {
  readonly store: Store<PanelState>;
  readonly actions: Actions;
  readonly call: PanelCaller['call'];
}

export type PanelCaller = Pick<Caller<PanelMethods, PanelNotices>, 'call' | 'onNotice'>;
