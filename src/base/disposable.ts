/** Anything with an end. Structural, so VS Code's own disposables fit. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables. What is added after its end is disposed at once, so a late arrival cannot leak. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  /** Disposes in the reverse order of adding: what came later may rely on what came before. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const item of [...this.#items].reverse()) item.dispose();
    this.#items.clear();
  }
}
