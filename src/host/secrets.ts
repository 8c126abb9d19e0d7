import { EventEmitter, type Memento, type SecretStorage } from 'vscode';

const KEY = 'secret:';
/** In the global state: names only, since VS Code's storage cannot list them. */
const NAMES = 'secretNames';

/** The values behind `${secret:name}`, in VS Code's secret storage and nowhere else. */
export class Secrets {
  readonly #storage: SecretStorage;
  readonly #state: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onChange = this.#changed.event;

  constructor(storage: SecretStorage, state: Memento) {
    this.#storage = storage;
    this.#state = state;
  }

  /** In the order of the alphabet. */
  names(): readonly string[] {
    return this.#state.get<readonly string[]>(NAMES) ?? [];
  }

  async get(name: string): Promise<string | undefined> {
    return this.#storage.get(KEY + name);
  }

  /** All that there are, for whoever has to leave them out. */
  async values(): Promise<readonly string[]> {
    return Object.values(await this.byName());
  }

  /** The same by their names. */
  async byName(): Promise<Readonly<Record<string, string>>> {
    const pairs = await Promise.all(this.names().map(async (name) => [name, await this.get(name)] as const));
    return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }

  async set(name: string, value: string): Promise<void> {
    await this.#storage.store(KEY + name, value);
    await this.#state.update(NAMES, [...new Set([...this.names(), name])].sort());
    this.#changed.fire();
  }

  async delete(name: string): Promise<void> {
    await this.#storage.delete(KEY + name);
    await this.#state.update(
      NAMES,
      this.names().filter((other) => other !== name),
    );
    this.#changed.fire();
  }

  /** The wanted name, or with a number behind it when that is another secret's. */
  freeName(wanted: string, also: readonly string[] = []): string {
    const taken = [...this.names(), ...also];
    for (let number = 2, name = wanted; ; number += 1) {
      if (!taken.includes(name)) return name;
      name = `${wanted}-${number}`;
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The secret that keeps the answer to an input with `"password": true`. */
export const passwordName = (file: string, input: string): string => `input ${input} of ${file}`;
