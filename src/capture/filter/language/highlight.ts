import { keyNamed } from './keys.ts';
import { type Span, type Token, tokenize } from './tokens.ts';

type RangeKind = 'key' | 'unknown-key' | 'value' | 'operator' | 'bracket' | 'words' | 'regex';

/** A stretch of a filter's text that is painted alike. */
export interface HighlightRange extends Span {
  readonly kind: RangeKind;
}

/** How a filter's text is painted; what lies between the ranges is blank. */
export function highlight(text: string): readonly HighlightRange[] {
  return tokenize(text).tokens.flatMap(rangesOf);
}

function rangesOf(token: Token): HighlightRange[] {
  const { start, end } = token;
  switch (token.kind) {
    case 'open':
    case 'close':
      return [{ kind: 'bracket', start, end }];
    case 'and':
    case 'or':
    case 'not':
      return [{ kind: 'operator', start, end }];
    case 'words':
    case 'regex':
      return [{ kind: token.kind, start, end }];
    case 'term': {
      const kind = keyNamed(token.key) === undefined ? 'unknown-key' : 'key';
      const value: HighlightRange[] = token.valueAt < end ? [{ kind: 'value', start: token.valueAt, end }] : [];
      return [{ kind, start, end: token.valueAt }, ...value];
    }
  }
}
