/**
 * Keeps the values used last, as long as their sizes sum up to at most `capacity`. The newest value is always kept, even
 * when it alone is bigger: whoever just made it is about to use it.
 */
export class LruCache<K, V> {
  readonly #entries = new Map<K, { readonly value: V; readonly size: number }>();
  readonly #capacity: number;
  readonly #sizeOf: (value: V) => number;
  #size = 0;

  /** `capacity` is in the unit of `sizeOf`; without `sizeOf` it counts values. */
  constructor(capacity: number, sizeOf: (value: V) => number = () => 1) {
    this.#capacity = capacity;
    this.#sizeOf = sizeOf;
  }

  /** The sum of the sizes of what is kept. */
  get size(): number {
    return this.#size;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A Map keeps the order of insertion: the first key is the one unused for longest.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    const size = this.#sizeOf(value);
    this.#entries.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.#capacity || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#size -= entry.size;
  }

  clear(): void {
    this.#entries.clear();
    this.#size = 0;
  }
}
