import { type JsonToken, type TokenKind, jsonTokens } from '../../src/lens/jsonTokens.ts';

type PartKind = 'plain' | 'key' | 'string' | 'number' | 'literal';
export interface JsonPart {
  readonly kind: PartKind;
  readonly text: string;
}

interface PrintedJson {
  readonly parts: readonly JsonPart[];
  readonly done: boolean;
  /** Set when the text is no JSON (RFC 8259) from that character on; the rest then follows as it is. */
  readonly problem?: { readonly offset: number; readonly sentence: string };
}

export interface JsonPrinter {
  /** About that many characters more. */
  next(budget: number): PrintedJson;
}

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or ]' | 'comma or }' | 'nothing';

const WANTED: Readonly<Record<Expect, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a key in quotes',
  'key or }': 'a key in quotes or "}"',
  colon: '":"',
  'comma or ]': '"," or "]"',
  'comma or }': '"," or "}"',
  nothing: 'the end',
};

const INDENT = 2;
/** Deeper levels are not indented further: 20,000 nested arrays would be a square of spaces. */
const MAX_INDENT_LEVELS = 60;

const isValue = (kind: TokenKind): kind is 'string' | 'number' | 'literal' =>
  kind === 'string' || kind === 'number' || kind === 'literal';

/**
 * Lays JSON out by putting white space between its tokens. Each token is copied from the source: big integers, duplicate keys and
 * escapes stay as they are. It keeps its own stack, so depth costs nothing, and stops and goes on at any token.
 */
export function createJsonPrinter(source: string): JsonPrinter {
  const scan = jsonTokens(source);
  const closers: ('}' | ']')[] = [];
  let expect: Expect = 'value';
  /** White space due before the next token, unless that token closes what was just opened. */
  let gap = '';
  let waiting: JsonPart[] = [];
  let ended = false;
  let problem: PrintedJson['problem'];

  const lineBreak = (): string => `\n${' '.repeat(INDENT * Math.min(closers.length, MAX_INDENT_LEVELS))}`;
  const print = (kind: PartKind, text: string): void => {
    if (gap !== '') waiting.push({ kind: 'plain', text: gap });
    gap = '';
    waiting.push({ kind, text });
  };
  const valueEnded = (): void => {
    const closer = closers.at(-1);
    expect = closer === undefined ? 'nothing' : `comma or ${closer}`;
  };
  const open = (opener: '{' | '['): void => {
    print('plain', opener);
    closers.push(opener === '{' ? '}' : ']');
    expect = opener === '{' ? 'key or }' : 'value or ]';
    gap = lineBreak();
  };
  const close = (closer: '}' | ']'): void => {
    closers.pop();
    gap = expect.startsWith('comma') ? lineBreak() : '';
    print('plain', closer);
    valueEnded();
  };

  /** True when the token was what had to come. */
  const take = ({ kind, text }: JsonToken): boolean => {
    if (expect === 'value' || expect === 'value or ]') {
      if (isValue(kind)) {
        print(kind, text);
        valueEnded();
        return true;
      }
      if (kind === '{' || kind === '[') {
        open(kind);
        return true;
      }
    }
    if ((expect === 'key' || expect === 'key or }') && kind === 'string') {
      print('key', text);
      expect = 'colon';
    } else if (expect === 'colon' && kind === ':') {
      print('plain', ':');
      gap = ' ';
      expect = 'value';
    } else if ((expect === 'comma or ]' || expect === 'comma or }') && kind === ',') {
      print('plain', ',');
      gap = lineBreak();
      expect = expect === 'comma or }' ? 'key' : 'value';
    } else if ((expect === 'key or }' || expect === 'comma or }') && kind === '}') {
      close('}');
    } else if ((expect === 'value or ]' || expect === 'comma or ]') && kind === ']') {
      close(']');
    } else {
      return false;
    }
    return true;
  };

  const fail = (offset: number, sentence: string): void => {
    problem = { offset, sentence };
    print('plain', source.slice(offset));
    ended = true;
  };

  const step = (): void => {
    const token = scan();
    if (token.kind === 'space') return;
    if (token.kind === 'end') {
      if (expect !== 'nothing') fail(source.length, `The text ends where ${WANTED[expect]} has to come.`);
      ended = true;
      return;
    }
    const place = `Character ${token.offset + 1}: `;
    if (token.fault !== undefined) fail(token.offset, `${place}${token.fault}.`);
    else if (!take(token)) fail(token.offset, `${place}${unexpected(expect)}`);
  };

  return {
    next: (budget) => {
      let length = waiting.reduce((sum, part) => sum + part.text.length, 0);
      while (!ended && length < budget) {
        const before = waiting.length;
        step();
        for (const part of waiting.slice(before)) length += part.text.length;
      }
      const { now, later } = cut(waiting, budget);
      waiting = later;
      const done = ended && waiting.length === 0;
      return { parts: now, done, ...(problem === undefined ? {} : { problem }) };
    },
  };
}

const unexpected = (expect: Expect): string =>
  expect === 'nothing' ? 'the JSON value ended before this.' : `${WANTED[expect]} has to come here.`;

/** Cuts a list of parts after `budget` characters; one part may be longer than that by itself. */
function cut(parts: readonly JsonPart[], budget: number): { readonly now: JsonPart[]; readonly later: JsonPart[] } {
  const now: JsonPart[] = [];
  let left = budget;
  for (const [i, part] of parts.entries()) {
    if (part.text.length > left) {
      const at = isHighSurrogate(part.text.charCodeAt(left - 1)) ? left - 1 : left;
      const head = { kind: part.kind, text: part.text.slice(0, at) };
      return { now: [...now, head], later: [{ kind: part.kind, text: part.text.slice(at) }, ...parts.slice(i + 1)] };
    }
    left -= part.text.length;
    now.push(part);
  }
  return { now, later: [] };
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
