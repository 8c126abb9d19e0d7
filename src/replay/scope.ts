import type { Variables } from './interpolate.ts';
import type { Json } from './sequence.ts';

/** The variables of a run: what a round of `forEach` gives is known inside that round only, what is captured is known to all. */
export class Scope implements Variables {
  readonly #outer: Scope | undefined;
  readonly #values: Map<string, Json>;
  readonly #outside: (name: string) => Json | undefined;

  /** `outside` knows names that no sequence sets, such as `env:TOKEN`. */
  constructor(values: Readonly<Record<string, Json>>, outside: (name: string) => Json | undefined, outer?: Scope) {
    this.#values = new Map(Object.entries(values));
    this.#outside = outside;
    this.#outer = outer;
  }

  get(name: string): Json | undefined {
    return this.#values.get(name) ?? (this.#outer === undefined ? this.#outside(name) : this.#outer.get(name));
  }

  set(name: string, value: Json): void {
    // A row's own value would hide what is captured under its name.
    this.#values.delete(name);
    if (this.#outer === undefined) this.#values.set(name, value);
    else this.#outer.set(name, value);
  }

  /** For one round: these values go before all others. */
  within(row: Readonly<Record<string, Json>>): Scope {
    return new Scope(row, this.#outside, this);
  }

  /** Every variable with its value, the innermost of each name. */
  all(): Readonly<Record<string, Json>> {
    return { ...this.#outer?.all(), ...Object.fromEntries(this.#values) };
  }
}
