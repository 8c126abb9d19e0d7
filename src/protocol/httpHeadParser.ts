/**
 * The HTTP/1.1 message head of RFC 9112, read from its collected bytes. Letter case, order and raw bytes are kept, and whatever is
 * wrong becomes a violation with line and column.
 */
import type { WireOffset } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';
import { isToken } from './extensionsHeader.ts';
import type { HeaderLine, RequestHead, ResponseHead } from './httpHead.ts';
import { violationOf, type Violation, type ViolationRule } from './violation.ts';

interface Line {
  readonly number: number;
  /** In bytes from the head's start. */
  readonly start: number;
  /** One character a byte. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly bareLf: boolean;
}

const CR = 0x0d;
const LF = 0x0a;

/** Lines with their ends taken off; a last line without an end counts when it is not empty. */
function linesOf(raw: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < raw.length;) {
    const found = raw.indexOf(LF, start);
    const end = found < 0 ? raw.length : found;
    const withCr = found > start && raw[found - 1] === CR;
    const bytes = raw.subarray(start, withCr ? end - 1 : end);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    lines.push({ number: lines.length + 1, start, text, bytes, bareLf: found >= 0 && !withCr });
    start = end + 1;
  }
  return lines;
}

/** Bytes above 7F read as UTF-8 when that works for the whole, else as Latin-1. */
function decodeValue(bytes: Uint8Array, latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: Latin-1 is what HTTP used to say (RFC 9110 §5.5).
    return latin1;
  }
}

const trimStart = (text: string): number => text.length - text.replace(/^[ \t]+/, '').length;
const trimmedEnd = (text: string): number => text.replace(/[ \t]+$/, '').length;

/** A character as a sentence shows it: itself, or its code when it cannot be seen. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  return code > 0x20 && code < 0x7f ? `"${character}"` : `0x${code.toString(16).padStart(2, '0')}`;
}

const quoted = (text: string): string => {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return `"${cut.replace(/[^\x20-\x7e…]/g, (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
};

class HeadReader {
  readonly headers: HeaderLine[] = [];
  readonly violations: Violation[] = [];
  readonly lines: readonly Line[];
  readonly #by: Endpoint;
  readonly #startOffset: number;

  constructor(raw: Uint8Array, by: Endpoint, startOffset: number) {
    this.#by = by;
    this.#startOffset = startOffset;
    this.lines = linesOf(raw);
  }

  violation(rule: ViolationRule, line: Line, column: number, length: number, sentence: string): void {
    this.violations.push(violationOf(rule, this.#by, this.#startOffset + line.start + column, length, sentence));
  }

  /** The start line: empty lines before it are skipped, and said (RFC 9112 §2.2). */
  startLine(): Line | undefined {
    const index = this.lines.findIndex((line) => line.text !== '');
    const [first] = this.lines;
    if (index > 0 && first !== undefined) {
      this.violation('head-empty-line-first', first, 0, 0, `An empty line comes before the start line.`);
    }
    return this.lines[index];
  }

  readHeaders(after: Line): void {
    const rest = this.lines.slice(after.number);
    const bare = this.lines.filter((line) => line.bareLf);
    const [firstBare] = bare;
    if (firstBare !== undefined) {
      const more = bare.length > 1 ? `, and so do ${bare.length - 1} more` : '';
      const sentence = `Line ${firstBare.number} ends with LF alone instead of CR LF${more}.`;
      this.violation('head-bare-lf', firstBare, firstBare.text.length, 1, sentence);
    }
    for (const line of rest) {
      if (line.text === '') continue;
      if (/^[ \t]/.test(line.text)) this.#readFolded(line);
      else this.#readHeader(line);
    }
  }

  #readHeader(line: Line): void {
    const colon = line.text.indexOf(':');
    if (colon < 0) {
      const sentence = `Line ${line.number}, ${quoted(line.text)}, has no colon: it is no header.`;
      this.violation('head-colon-missing', line, 0, line.text.length, sentence);
      return;
    }
    const name = line.text.slice(0, colon);
    const bareName = name.slice(0, trimmedEnd(name));
    if (bareName.length < name.length && bareName !== '') {
      const sentence = `Line ${line.number}: white space stands between "${bareName}" and its colon.`;
      this.violation('head-space-before-colon', line, bareName.length, name.length - bareName.length, sentence);
    }
    if (!isToken(bareName)) {
      const at = bareName.search(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]/);
      const sentence =
        bareName === ''
          ? `Line ${line.number} has no name before its colon.`
          : `Line ${line.number}, column ${at + 1}: ${visible(bareName.charAt(at))} must not stand in a header's name.`;
      this.violation('head-name-invalid', line, Math.max(0, at), bareName === '' ? 0 : 1, sentence);
    }
    const value = this.#value(line, colon + 1, bareName);
    this.headers.push({ name: bareName, value, line: line.number });
  }

  /** RFC 9112 §5.2: the fold reads as one space. */
  #readFolded(line: Line): void {
    const last = this.headers.pop();
    if (last === undefined) {
      const sentence = `Line ${line.number} begins with white space, but there is no header before it to go on with.`;
      this.violation('head-line-folded', line, 0, line.text.length, sentence);
      return;
    }
    const sentence = `The value of ${last.name} goes on in line ${line.number}: folded lines are obsolete and must not be sent.`;
    this.violation('head-line-folded', line, 0, line.text.length, sentence);
    const more = this.#value(line, 0, last.name);
    this.headers.push({ ...last, value: last.value === '' ? more : `${last.value} ${more}` });
  }

  /** RFC 9110 §5.5: the value without white space around it, from a column on. */
  #value(line: Line, from: number, name: string): string {
    const text = line.text.slice(from);
    const start = from + trimStart(text);
    const end = Math.max(start, from + trimmedEnd(text));
    const value = line.text.slice(start, end);
    const at = Array.from(value).findIndex((each) => (each < ' ' && each !== '\t') || each === '\x7f');
    if (at >= 0) {
      const isCr = value.charAt(at) === '\r';
      const place = `Line ${line.number}, column ${start + at + 1}`;
      const sentence = isCr
        ? `${place}: a CR without LF stands in the value of ${name}.`
        : `${place}: the control character ${visible(value.charAt(at))} stands in the value of ${name}.`;
      this.violation(isCr ? 'head-bare-cr' : 'head-value-control', line, start + at, 1, sentence);
    }
    return decodeValue(line.bytes.subarray(start, end), value);
  }
}

/** Judges `HTTP/1.1` (RFC 9112 §2.3). */
function judgeVersion(reader: HeadReader, line: Line, version: string): void {
  if (/^HTTP\/1\.\d$/.test(version)) return;
  const column = Math.max(0, line.text.indexOf(version));
  const sentence = /^http\/1\.\d$/i.test(version)
    ? `The version is written "${version}"; it has to be "${version.toUpperCase()}", in capitals.`
    : `The version is ${quoted(version)}; HTTP/1.1 is what a WebSocket handshake speaks here.`;
  reader.violation('head-version', line, column, version.length, sentence);
}

/** Reads a request's head; `raw` may end early. Never throws. */
export function parseRequestHead(raw: Uint8Array, startOffset: WireOffset): RequestHead {
  const reader = new HeadReader(raw, 'client', startOffset);
  const line = reader.startLine();
  let [method, target, version] = ['', '', ''];
  if (line !== undefined) {
    const parts = /^(\S+) (\S+) (\S+)$/.exec(line.text);
    const loose = parts ?? /^(\S+)\s*(.*?)\s*(HTTP\/\S+)?\s*$/i.exec(line.text);
    method = loose?.[1] ?? '';
    target = decodeTarget(loose?.[2] ?? '');
    version = loose?.[3] ?? '';
    if (parts === null) {
      const sentence = `The request line ${quoted(line.text)} is not method, target and version with one space between.`;
      reader.violation('head-request-line', line, 0, line.text.length, sentence);
    } else judgeVersion(reader, line, version);
    reader.readHeaders(line);
  }
  const { headers, violations } = reader;
  return { kind: 'request', raw, startOffset, headers, violations, method, target, version };
}

const decodeTarget = (latin1: string): string => decodeValue(Buffer.from(latin1, 'latin1'), latin1);

/** Reads a response's head; `raw` may end early. Never throws. */
export function parseResponseHead(raw: Uint8Array, startOffset: WireOffset): ResponseHead {
  const reader = new HeadReader(raw, 'server', startOffset);
  const line = reader.startLine();
  let [version, reason] = ['', ''];
  let status = 0;
  if (line !== undefined) {
    const parts = /^(\S+)[ \t]+(\d{3})(?:[ \t](.*))?$/.exec(line.text);
    version = parts?.[1] ?? line.text.replace(/\s.*$/, '');
    status = Number(parts?.[2] ?? 0);
    reason = decodeTarget(parts?.[3] ?? '');
    judgeVersion(reader, line, version);
    if (parts === null) {
      const sentence = `The status line ${quoted(line.text)} is not version, three digits and a reason.`;
      reader.violation('head-status-line', line, 0, line.text.length, sentence);
    } else if (!/^\S+ \d{3}(?: |$)/.test(line.text)) {
      const sentence = `The parts of the status line ${quoted(line.text)} are not separated by one space each.`;
      reader.violation('head-status-line', line, 0, line.text.length, sentence);
    } else if (status < 100 || status > 599) {
      const sentence = `The status is ${status}; it has to be between 100 and 599.`;
      reader.violation('head-status-range', line, version.length + 1, 3, sentence);
    }
    reader.readHeaders(line);
  }
  const { headers, violations } = reader;
  return { kind: 'response', raw, startOffset, headers, violations, version, status, reason };
}
