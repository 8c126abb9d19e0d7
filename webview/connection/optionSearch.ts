import { type LeafSpec, type Option, options } from '../../src/profiles/optionSpec.ts';
import { topOf } from './optionPaths.ts';

/** Whether an option is meant by what is typed into the search field: each word of it, in any order. */
export function fitsSearch(option: Option, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/);
  const text = wordsOf(option).toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The choice of authentication stands for all that it brings in. */
function wordsOf(option: Option): string {
  if (option.path !== 'auth.type') return ownWords(option);
  return options
    .filter(({ path }) => topOf(path) === 'auth')
    .map(ownWords)
    .join(' ');
}

const ownWords = ({ path, spec }: Option): string => [path, spec.title, spec.about, ...choiceWords(spec)].join(' ');

const choiceWords = (spec: LeafSpec): readonly string[] =>
  spec.kind === 'choice' ? spec.choices.map(({ value, title }) => `${value} ${title}`) : [];
