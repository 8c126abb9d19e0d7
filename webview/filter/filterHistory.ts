/** Filters that were used, and those that the user wants to keep. Newest first. */
export interface FilterMemory {
  readonly used: readonly string[];
  readonly saved: readonly string[];
}

export const noMemory: FilterMemory = { used: [], saved: [] };

const MAX_USED = 50;
const MAX_SAVED = 100;

/** The text is the newest used one; nothing and blanks are not remembered. */
export function remembered(memory: FilterMemory, text: string): FilterMemory {
  const wanted = text.trim();
  if (wanted === '' || memory.used[0] === wanted) return memory;
  return { ...memory, used: [wanted, ...memory.used.filter((other) => other !== wanted)].slice(0, MAX_USED) };
}

export const isSaved = ({ saved }: FilterMemory, text: string): boolean => saved.includes(text.trim());

/** Keeps the filter, or lets go of it when it was kept. */
export function toggleSaved(memory: FilterMemory, text: string): FilterMemory {
  const wanted = text.trim();
  if (wanted === '') return memory;
  const others = memory.saved.filter((other) => other !== wanted);
  const saved = others.length < memory.saved.length ? others : [wanted, ...others].slice(0, MAX_SAVED);
  return { ...memory, saved };
}

/** What was kept may be from another version: anything odd in it is left out. */
export function readMemory(value: unknown): FilterMemory {
  if (typeof value !== 'object' || value === null) return noMemory;
  const texts = (name: 'used' | 'saved'): readonly string[] => {
    const list: unknown = Reflect.get(value, name);
    return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
  };
  return { used: texts('used'), saved: texts('saved') };
}

/** Walks through what was used: `older` and `newer` give the text to show, or undefined when there is no more. */
export interface HistoryWalk {
  /** `typed` is what stands there now; it comes back after the newest. */
  older(used: readonly string[], typed: string): string | undefined;
  newer(used: readonly string[]): string | undefined;
  /** The user typed: the next walk begins anew. */
  reset(): void;
}

export function historyWalk(): HistoryWalk {
  let at = -1;
  let draft = '';
  return {
    older: (used, typed) => {
      if (at < 0) draft = typed;
      // What stands there already is no step back.
      let next = at + 1;
      while (next < used.length && used[next] === typed) next += 1;
      if (next >= used.length) return undefined;
      at = next;
      return used[next];
    },
    newer: (used) => {
      if (at < 0) return undefined;
      at -= 1;
      return at < 0 ? draft : used[at];
    },
    reset: () => {
      at = -1;
    },
  };
}
