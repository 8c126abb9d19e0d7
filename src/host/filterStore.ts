import type { Memento } from 'vscode';

const KEY = 'filters';

/** The filters that the user saved and used, for every panel and workspace. */
export interface FilterStore {
  /** As it was remembered, for the panel to check. */
  memory(): unknown;
  remember(memory: unknown): Promise<void>;
}

export const filterStore = (state: Memento): FilterStore => ({
  memory: () => state.get(KEY),
  remember: async (memory) => {
    await state.update(KEY, memory);
  },
});
