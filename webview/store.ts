import type { Disposable } from '../src/base/disposable.ts';

/** The page's one state. It is replaced, never changed in place, so that a part that is the same object is the same. */
export interface Store<State extends object> {
  get(): State;
  update(change: Partial<State> | ((state: State) => Partial<State>)): void;
  /** Calls `listener` at once, and again each time the selected part became another. */
  watch<Part>(select: (state: State) => Part, listener: (part: Part) => void): Disposable;
}

interface Watcher<State> {
  look(state: State): void;
}

export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  let watchers: readonly Watcher<State>[] = [];
  let telling = false;
  let again = false;

  /** A listener that updates the state starts a new round after this one, so that nobody sees an older state last. */
  const tell = (): void => {
    again = true;
    if (telling) return;
    telling = true;
    try {
      while (again) {
        again = false;
        for (const watcher of watchers) watcher.look(state);
      }
    } finally {
      telling = false;
    }
  };

  return {
    get: () => state,
    update: (change) => {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      tell();
    },
    watch: (select, listener) => {
      let last = select(state);
      const watcher: Watcher<State> = {
        look: (current) => {
          const part = select(current);
          if (Object.is(part, last)) return;
          last = part;
          listener(part);
        },
      };
      watchers = [...watchers, watcher];
      listener(last);
      return {
        dispose: () => {
          watchers = watchers.filter((other) => other !== watcher);
        },
      };
    },
  };
}
