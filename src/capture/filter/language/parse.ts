import type { Filter, FilterProblem } from './filter.ts';
import { KEY_NAMES, keyNamed } from './keys.ts';
import { nearest } from './nearest.ts';
import { checkRegex } from './regexCheck.ts';
import { type Token, tokenize } from './tokens.ts';
import { readValue } from './values.ts';

export type ParsedFilter =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly problem: FilterProblem };

/** More is a mistake, or something to write as a sequence of filters. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 100;

/** Reads a filter's text; one without conditions lets every frame through. Never throws. */
export function parseFilter(text: string): ParsedFilter {
  try {
    if (text.length > MAX_LENGTH) {
      throw new Wrong({ message: `A filter has at most ${MAX_LENGTH} characters.`, offset: MAX_LENGTH, length: 1 });
    }
    return { ok: true, filter: new Parser(text).parse() };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Leads out of the parser, and no further. */
class Wrong extends Error {
  readonly problem: FilterProblem;

  constructor(problem: FilterProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** `or` binds least; conditions side by side are joined by `and`; `not` and `-` belong to what follows at once. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    const { tokens, problem } = tokenize(text);
    if (problem !== undefined) throw new Wrong(problem);
    this.#tokens = tokens;
    this.#end = text.length;
  }

  parse(): Filter {
    if (this.#tokens.length === 0) return { kind: 'all' };
    const filter = this.#or();
    const next = this.#next();
    if (next !== undefined) throw this.#wrong(next, 'This bracket closes none. Remove it, or open one before.');
    return filter;
  }

  #or(): Filter {
    const of = [this.#and()];
    while (this.#next()?.kind === 'or') {
      this.#at += 1;
      of.push(this.#and());
    }
    return joined('or', of);
  }

  #and(): Filter {
    const of = [this.#not()];
    for (
      let next = this.#next();
      next !== undefined && next.kind !== 'or' && next.kind !== 'close';
      next = this.#next()
    ) {
      if (next.kind === 'and') this.#at += 1;
      of.push(this.#not());
    }
    return joined('and', of);
  }

  #not(): Filter {
    const next = this.#next();
    if (next?.kind !== 'not') return this.#one();
    this.#at += 1;
    return this.#deeper(next, () => ({ kind: 'not', of: this.#not() }));
  }

  #one(): Filter {
    const token = this.#next();
    if (token === undefined) throw this.#missing();
    this.#at += 1;
    switch (token.kind) {
      case 'open':
        return this.#deeper(token, () => this.#bracket(token));
      case 'words':
        if (token.text === '')
          throw this.#wrong(token, 'There are no words between these quotes. Write some, or remove them.');
        return { kind: 'words', text: token.text };
      case 'regex': {
        const checked = checkRegex(token.source, token.flags);
        if (!checked.ok) throw this.#wrong(token, checked.message);
        return { kind: 'regex', source: checked.source, flags: checked.flags };
      }
      case 'term':
        return this.#term(token);
      case 'and':
      case 'or':
      case 'close':
      case 'not':
        throw this.#misplaced(token);
    }
  }

  #bracket(open: Token): Filter {
    if (this.#next()?.kind === 'close') {
      throw this.#wrong(open, 'There is nothing between these brackets. Write a condition, or remove them.');
    }
    const filter = this.#or();
    if (this.#next()?.kind !== 'close')
      throw this.#wrong(open, 'This bracket is never closed. Put a ) after the conditions.');
    this.#at += 1;
    return filter;
  }

  #term(token: Token & { readonly kind: 'term' }): Filter {
    const key = keyNamed(token.key);
    if (key === undefined) {
      const meant = nearest(token.key, KEY_NAMES);
      const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
      const message = `There is no key "${token.key}".${hint} To look for these words, put them in quotes.`;
      throw new Wrong({ message, offset: token.start, length: token.key.length });
    }
    if (key.name === 'violation' && token.value === 'none')
      return { kind: 'not', of: { kind: 'violation', rules: [] } };
    if (key.name === 'note' && token.value === 'none')
      return { kind: 'not', of: { kind: 'note', test: { kind: 'any' } } };
    const read = readValue(key, token.value);
    if (read.ok) return read.condition;
    const offset = Math.min(token.valueAt + read.offset, Math.max(token.start, token.end - 1));
    throw new Wrong({ message: read.message, offset, length: Math.max(1, token.end - offset) });
  }

  #deeper(token: Token, work: () => Filter): Filter {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#wrong(token, `Conditions are nested at most ${MAX_DEPTH} deep.`);
    const filter = work();
    this.#depth -= 1;
    return filter;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #wrong({ start, end }: Token, message: string): Wrong {
    return new Wrong({ message, offset: start, length: end - start });
  }

  #misplaced(token: Token): Wrong {
    if (token.kind === 'close') return this.#wrong(token, 'A condition is missing before this bracket.');
    const word = token.kind;
    return this.#wrong(
      token,
      `A condition is missing before "${word}". To look for the word itself, put it in quotes.`,
    );
  }

  #missing(): Wrong {
    const last = this.#tokens.at(-1);
    if (last?.kind === 'open')
      return this.#wrong(last, 'This bracket is never closed. Put a condition and a ) after it.');
    if (last === undefined) return new Wrong({ message: 'A condition is missing.', offset: this.#end, length: 1 });
    const word = last.kind === 'not' ? 'not' : last.kind;
    return this.#wrong(last, `A condition is missing after "${word}". To look for the word itself, put it in quotes.`);
  }
}

/** Brackets that change nothing leave no trace. */
function joined(kind: 'and' | 'or', of: readonly Filter[]): Filter {
  const flat = of.flatMap((filter) => (filter.kind === kind ? filter.of : [filter]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, of: flat };
}
