import { type Node, type ParseError, createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';

export type { Node };

/** Something wrong in a file; `line` and `column` are 1-based. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Told of a value that is not what it should be. */
export type Report = (node: Node, message: string) => void;

/** A place in a text as an editor counts it: both 1-based, `column` in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text of JSON with comments, read as far as it can be read. */
export interface JsonText {
  /** What the file holds; undefined for an empty file or one that cannot be read at all. Offsets count in `text`. */
  readonly root: Node | undefined;
  /** The text without its byte order mark. */
  readonly text: string;
  /** Each place where the text is no JSON with comments; empty when it is well-formed or blank. */
  readonly problems: readonly FileProblem[];
  placeAt(offset: number): Place;
  /** A problem at this offset. */
  problemAt(offset: number, message: string): FileProblem;
  /** Whether this piece of the text is free of syntax errors. */
  isSound(node: Node): boolean;
}

/** Deeper nesting than this is no connection and no sequence, and would exhaust the stack of a recursive reader. */
const deepest = 500;
const mostProblems = 20;

/** Reads JSON with line and block comments and trailing commas. Never throws, whatever the text. */
export function readJson(source: string): JsonText {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const starts = lineStarts(text);
  const placeAt = (offset: number): Place => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  const problemAt = (offset: number, message: string): FileProblem => ({ ...placeAt(offset), message });

  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    const message = `Brackets are nested more than ${deepest} deep here. Nothing in this file needs that.`;
    const problems = [problemAt(tooDeep, message)];
    return { root: undefined, text, problems, placeAt, problemAt, isSound: () => false };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return {
    root,
    text,
    problems: errors.slice(0, mostProblems).map((error) => problemAt(error.offset, sentence(text, error))),
    placeAt,
    problemAt,
    // A node that was never closed has length -1.
    isSound: (node) =>
      node.length >= 0 &&
      !errors.some((error) => error.offset >= node.offset && error.offset < node.offset + node.length),
  };
}

/** The problem with its place in front, for a dialog that cannot jump there. */
export function describeProblem(problem: FileProblem): string {
  return `Line ${problem.line}, column ${problem.column}: ${problem.message}`;
}

/** Where the `index`th character of a string's value stands in the text: escapes take more than one character. */
export function offsetInString(text: string, node: Node, index: number): number {
  let at = node.offset + 1;
  const end = node.offset + node.length - 1;
  for (let left = index; left > 0 && at < end; left -= 1) {
    if (text.charAt(at) !== '\\') at += 1;
    else at += text.charAt(at + 1) === 'u' ? 6 : 2;
  }
  return Math.min(at, Math.max(end, node.offset));
}

/** A property of an object; `value` is undefined where the text broke off. */
export interface Member {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | undefined;
  readonly node: Node;
}

/** The properties of an object in file order, repeated names included; none for anything else. */
export function membersOf(node: Node | undefined): readonly Member[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((member) => {
    const [keyNode, value] = member.children ?? [];
    return keyNode === undefined ? [] : [{ key: String(keyNode.value), keyNode, value, node: member }];
  });
}

/** The value under this name, the last one when it is repeated, as JSON.parse has it. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  return membersOf(node).findLast((member) => member.key === key)?.value;
}

/** What a value is, for "should be …, not …". */
export function nameOfType(node: Node): string {
  switch (node.type) {
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    case 'string':
      return 'a text';
    case 'boolean':
      return String(node.value);
    case 'number':
      return 'a number';
    case 'null':
      return 'null';
    case 'property':
      return 'a property';
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length);
  return starts;
}

function findTooDeep(text: string): number | undefined {
  // Cheap for every real file: without that many brackets there cannot be that much depth.
  if ((text.match(/[[{]/g)?.length ?? 0) <= deepest) return undefined;
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    const from = scanner.getPosition();
    scanner.scan();
    if (scanner.getPosition() === from || scanner.getTokenLength() === 0) return undefined;
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') depth += 1;
    else if (first === '}' || first === ']') depth -= 1;
    if (depth > deepest) return scanner.getTokenOffset();
  }
}

function sentence(text: string, error: ParseError): string {
  const name = printParseErrorCode(error.error);
  const there = text.slice(error.offset, error.offset + Math.min(error.length, 40)).replace(/\s+/g, ' ');
  const atEnd = there === '';
  switch (name) {
    case 'InvalidSymbol':
      return `${isWord(text, error) ? there : 'This'} is no JSON value. Put texts in double quotes; otherwise only numbers, true, false and null may stand here.`;
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return 'This number is not complete or not written as JSON has it, such as 250 or 1.5.';
    case 'PropertyNameExpected':
      return atEnd
        ? 'The file ends where a name in double quotes should stand.'
        : `A name in double quotes is expected here, not ${there}.`;
    case 'ValueExpected':
      return atEnd ? 'The file ends where a value should stand.' : `A value is expected here, not ${there}.`;
    case 'ColonExpected':
      return 'A colon is missing between the name and its value.';
    case 'CommaExpected':
      return 'A comma is missing before this.';
    case 'CloseBraceExpected':
      return 'A closing brace } is missing here.';
    case 'CloseBracketExpected':
      return 'A closing bracket ] is missing here.';
    case 'EndOfFileExpected':
      return 'The file should end here: what follows stands outside the outermost braces.';
    case 'UnexpectedEndOfComment':
      return 'This comment is not closed. End it with */.';
    case 'UnexpectedEndOfString':
      return 'This text is not closed. End it with a double quote on the same line.';
    case 'InvalidUnicode':
      return 'After \\u four hexadecimal digits are needed, such as \\u00e9.';
    case 'InvalidEscapeCharacter':
      return 'A backslash in a text may only be followed by " \\ / b f n r t or u. Write \\\\ for a backslash itself.';
    case 'InvalidCharacter':
      return 'A control character stands in a text here. Write it as an escape, such as \\n or \\t.';
    case 'InvalidCommentToken':
    case '<unknown ParseErrorCode>':
      return 'This is not JSON.';
  }
}

/** A name without quotes, or a value as other languages write it: anything else may be a secret that lacks its quotes. */
function isWord(text: string, { offset, length }: ParseError): boolean {
  const word = text.slice(offset, offset + length);
  if (/^(None|True|False|NaN|Infinity|undefined|nil|yes|no)$/.test(word)) return true;
  return /^[\w$]{1,40}$/.test(word) && /^\s*:/.test(text.slice(offset + length));
}
