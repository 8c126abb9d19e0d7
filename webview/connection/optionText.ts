import { assertNever } from '../../src/base/assertNever.ts';
import type { HeaderPair } from '../../src/profiles/connectionOptions.ts';
import type { LeafSpec, NumberSpec, Option } from '../../src/profiles/optionSpec.ts';
import { lineOfEntry, readList, writeList } from './listText.ts';
import { lineOfPair, readPairs, writePairs } from './pairsText.ts';

/** Blanks at their ends may be meant; around all other texts they are a slip of the hand. */
const AS_TYPED: readonly string[] = ['auth.username', 'keepAlive.payload'];

export interface ReadOption {
  /** Undefined when the field says nothing that the default does not say. */
  readonly value: unknown;
  /** What cannot be read, in sentences. */
  readonly problems: readonly string[];
}

/** An option's value as its field holds it: a check, or text. A value of another shape is as good as none. */
export function writeOption(spec: LeafSpec, value: unknown): string | boolean {
  switch (spec.kind) {
    case 'flag':
      return typeof value === 'boolean' ? value : spec.default;
    case 'number':
      return typeof value === 'number' ? String(value) : '';
    case 'text':
      return typeof value === 'string' ? value : '';
    case 'choice':
      return spec.choices.some((choice) => choice.value === value && value !== spec.default) ? String(value) : '';
    case 'list':
      return Array.isArray(value) ? writeList(value as readonly string[], spec.lines === true) : '';
    case 'pairs':
      return Array.isArray(value) ? writePairs(value as readonly HeaderPair[], spec.separator) : '';
    default:
      return assertNever(spec, 'kind of option');
  }
}

/** The way back. Whether the value makes sense is judged by the extension. */
export function readOption({ path, spec }: Pick<Option, 'path' | 'spec'>, field: string | boolean): ReadOption {
  if (spec.kind === 'flag') return fine(field === spec.default ? undefined : field === true);
  const text = String(field);
  switch (spec.kind) {
    case 'number':
      return readNumber(spec, text.trim());
    case 'text': {
      const kept = spec.secret === true || AS_TYPED.includes(path) ? text : text.trim();
      return fine(kept === '' ? undefined : kept);
    }
    case 'choice':
      return fine(text === '' || text === spec.default ? undefined : text);
    case 'list':
      return fine(someOf(readList(text, spec.lines === true)));
    case 'pairs': {
      const { pairs, problems } = readPairs(text, spec.separator);
      return { value: someOf(pairs), problems };
    }
    default:
      return assertNever(spec, 'kind of option');
  }
}

/** 1-based line of the entry with that index; undefined when the field has but one line. */
export function lineOf(spec: LeafSpec, text: string, index: number): number | undefined {
  if (spec.kind === 'pairs') return lineOfPair(text, index);
  return spec.kind === 'list' ? lineOfEntry(text, spec.lines === true, index) : undefined;
}

function readNumber(spec: NumberSpec, text: string): ReadOption {
  if (text === '') return fine(undefined);
  const written = spec.fraction === true ? /^[+-]?(\d+\.?\d*|\.\d+)$/ : /^[+-]?\d+$/;
  if (written.test(text)) return fine(Number(text) === spec.default ? undefined : Number(text));
  const kind = spec.fraction === true ? 'no number' : 'no whole number';
  const unit = spec.unit === 'ms' ? ' of milliseconds' : spec.unit === 'bytes' ? ' of bytes' : '';
  const useful = spec.default !== undefined && spec.default > spec.min;
  const mend = useful ? `such as ${spec.default}` : `from ${spec.min} to ${spec.max}`;
  const problem = `"${text}" is ${kind}${unit}. Use one ${mend}, or leave the field empty.`;
  return { value: undefined, problems: [problem] };
}

const fine = (value: unknown): ReadOption => ({ value, problems: [] });

const someOf = <Entry>(entries: readonly Entry[]): readonly Entry[] | undefined =>
  entries.length === 0 ? undefined : entries;
