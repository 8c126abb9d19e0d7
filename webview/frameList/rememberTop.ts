import type { SessionId } from '../../src/contract/sessionView.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';

/** Scrolling paints many times a second; where it came to rest is what counts. */
const WAIT_MS = 200;

/** `frame` (0-based) is at the top of the session's list; undefined when it follows the tail. */
interface Top {
  readonly session: SessionId;
  readonly frame: number | undefined;
}

export interface TopMemory {
  /** The list may have moved. */
  moved(): void;
  /** Another list comes: what this one shows is kept at once. */
  leave(): void;
}

/** Keeps in the state where each session's list stands. `now` answers undefined while that is not known. */
export function rememberTop(store: Store<PanelState>, now: () => Top | undefined): TopMemory {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    timer = undefined;
    const top = now();
    if (top === undefined) return;
    const { [top.session]: before, ...others } = store.get().topFrame;
    if (before === top.frame) return;
    store.update({ topFrame: top.frame === undefined ? others : { ...others, [top.session]: top.frame } });
  };
  return {
    moved: () => {
      timer ??= setTimeout(keep, WAIT_MS);
    },
    leave: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      keep();
    },
  };
}
