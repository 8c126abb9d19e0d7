import { createScanner } from 'jsonc-parser';

// In the order of jsonc-parser's SyntaxKind, which is 1 for the opening brace; comments are not JSON.
const KINDS = [
  'other',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'literal',
  'literal',
  'literal',
  'string',
  'number',
  'other',
  'other',
  'space',
  'space',
  'other',
  'end',
] as const;
export type TokenKind = (typeof KINDS)[number];

// In the order of its ScanError.
const FAULTS = [
  undefined,
  'this comment has no end',
  'this string has no end',
  'this number has no end',
  'this string has a \\u that four hexadecimal digits do not follow',
  'this string has a \\ before a character that cannot be escaped',
  'this string has a control character that is not escaped',
] as const;

export interface JsonToken {
  readonly kind: TokenKind;
  /** 0-based, in UTF-16 units. */
  readonly offset: number;
  /** Exactly as it stands in the source. */
  readonly text: string;
  /** What is wrong inside the token, in words that go on a sentence. */
  readonly fault: string | undefined;
}

/** Reads one token after the other; the last is `end`. */
export function jsonTokens(source: string): () => JsonToken {
  const scanner = createScanner(source, false);
  return () => {
    const kind = KINDS[scanner.scan()];
    const offset = scanner.getTokenOffset();
    const text = source.slice(offset, offset + scanner.getTokenLength());
    return { kind, offset, text, fault: FAULTS[scanner.getTokenError()] };
  };
}
