import { type JsonPath, formatJsonPath } from '../base/jsonPath.ts';
import { isSecretName } from '../base/secretNames.ts';
import { quoteJson } from './excerpt.ts';
import type { Json } from './sequence.ts';

/** What a recording does with a field: keep its value as a variable, expect nothing of it, or expect the value that was recorded. */
export type Treatment = 'capture' | 'ignore' | 'keep';

/** A field of the server's messages that probably differs from run to run. */
export interface RecordedField {
  /** Names it in `Choices`: the kind of message and the path. */
  readonly place: string;
  /** A JSONPath; of the elements of a list, one for all. */
  readonly path: string;
  /** The first value, cut for show; masked where the name says that it is a secret. */
  readonly sample: string;
  /** Its value is never written into a file: `keep` is not for it. */
  readonly secret: boolean;
  readonly treatment: Treatment;
}

/** What somebody decided, by `place`. */
export type Choices = Readonly<Record<string, Treatment>>;

interface Found {
  readonly path: string;
  readonly sample: string;
  readonly secret: boolean;
  readonly captures: Set<{ readonly capture: Readonly<Record<string, string>>; readonly path: string }>;
}

/** The volatile fields that a recording comes upon, and what is to become of each. */
export class RecordedFields {
  readonly #choices: Choices;
  readonly #found = new Map<string, Found>();

  constructor(choices: Choices = {}) {
    this.#choices = choices;
  }

  /** What was decided for the field, if anybody did. */
  choice(shape: string, path: JsonPath): Treatment | undefined {
    const place = placeOf(shape, path);
    const choice = Object.hasOwn(this.#choices, place) ? this.#choices[place] : undefined;
    return choice === 'keep' && isSecret(path) ? 'ignore' : choice;
  }

  /** Here is one; `capture` are the variables that its step sets, now or later. */
  add(shape: string, path: JsonPath, value: Json, capture: Readonly<Record<string, string>>): void {
    const place = placeOf(shape, path);
    const secret = isSecret(path);
    const found = this.#found.get(place) ?? {
      path: general(path),
      sample: secret ? '•••' : quoteJson(value),
      secret,
      captures: new Set(),
    };
    found.captures.add({ capture, path: formatJsonPath(path) });
    this.#found.set(place, found);
  }

  /** All of them, in the order in which they came, with what became of each. */
  list(): readonly RecordedField[] {
    return [...this.#found].map(([place, { path, sample, secret, captures }]) => {
      const captured = [...captures].some((one) => Object.values(one.capture).includes(one.path));
      const kept = !captured && !secret && this.#choices[place] === 'keep';
      return { place, path, sample, secret, treatment: captured ? 'capture' : kept ? 'keep' : 'ignore' };
    });
  }
}

const isSecret = (path: JsonPath): boolean => isSecretName(path.findLast((step) => typeof step === 'string') ?? '');

/** One for all elements of a list. */
const general = (path: JsonPath): string => formatJsonPath(path).replace(/\[\d+\]/g, '[*]');

const placeOf = (shape: string, path: JsonPath): string => `${shape} ${general(path)}`;
