/** A place of the page, and what the user did there: it stays over repainting, for as long as the page lives. */
export interface Place {
  /** What no other place is called. */
  readonly key: string;
  /** A place within. */
  at(name: string): Place;
  /** What was kept here, or else `otherwise`. */
  recall(otherwise: boolean): boolean;
  keep(value: boolean): void;
}

/** Remembers what was opened, folded and revealed. */
export function createMemory(): Place {
  const kept = new Map<string, boolean>();
  const place = (key: string): Place => ({
    key,
    at: (name) => place(`${key}/${name}`),
    recall: (otherwise) => kept.get(key) ?? otherwise,
    keep: (value) => void kept.set(key, value),
  });
  return place('');
}
