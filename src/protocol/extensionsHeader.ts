/** The grammar of Sec-WebSocket-Extensions (RFC 6455 §9.1) and of token lists (RFC 9110 §5.6). */

export interface ExtensionParameter {
  readonly name: string;
  /** Unquoted; undefined when the parameter has no value. */
  readonly value: string | undefined;
}

export interface Extension {
  readonly name: string;
  readonly parameters: readonly ExtensionParameter[];
}

export type ParsedExtensions =
  | { readonly ok: true; readonly extensions: readonly Extension[] }
  | {
      readonly ok: false;
      /** 0-based character of the header's value where it stops to be right. */
      readonly at: number;
      readonly message: string;
      /** What was read before. */
      readonly extensions: readonly Extension[];
    };

const TOKEN_CHARACTER = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** RFC 9110 §5.6.2. */
export const isToken = (text: string): boolean => TOKEN.test(text);

/** A comma-separated list; empty elements are dropped (RFC 9110 §5.6.1). */
export const listElements = (value: string): string[] =>
  value
    .split(',')
    .map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((element) => element !== '');

class HeaderReader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  skipSpace(): void {
    while (/[ \t]/.test(this.text.charAt(this.at))) this.at += 1;
  }

  /** Steps over `character` and the space around it. */
  accept(character: string): boolean {
    this.skipSpace();
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    this.skipSpace();
    return true;
  }

  token(): string {
    const start = this.at;
    while (TOKEN_CHARACTER.test(this.text.charAt(this.at))) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** RFC 9110 §5.6.4; undefined when the closing quote is missing. */
  quotedString(): string | undefined {
    let value = '';
    for (let at = this.at + 1; at < this.text.length; at += 1) {
      const character = this.text.charAt(at);
      if (character === '"') {
        this.at = at + 1;
        return value;
      }
      if (character === '\\') at += 1;
      value += this.text.charAt(at);
    }
    return undefined;
  }
}

/** One parameter, or why there is none at the reader's place. */
function readParameter(reader: HeaderReader): ExtensionParameter | string {
  const name = reader.token();
  if (name === '') return 'a parameter needs a name here';
  if (!reader.accept('=')) return { name, value: undefined };
  if (reader.text.charAt(reader.at) === '"') {
    const start = reader.at;
    const value = reader.quotedString();
    if (value === undefined) return 'the quote that begins here does not end';
    if (isToken(value)) return { name, value };
    reader.at = start;
    return 'a quoted value must be a token, without spaces or separators';
  }
  const value = reader.token();
  return value === '' ? `the parameter "${name}" needs a value after its "="` : { name, value };
}

function readExtension(reader: HeaderReader, into: Extension[]): string | undefined {
  const name = reader.token();
  if (name === '') return 'an extension needs a name here';
  const parameters: ExtensionParameter[] = [];
  into.push({ name, parameters });
  while (reader.accept(';')) {
    const parameter = readParameter(reader);
    if (typeof parameter === 'string') return parameter;
    parameters.push(parameter);
  }
  return reader.done || reader.text.charAt(reader.at) === ',' ? undefined : '"," or ";" is due here';
}

/** Reads the header's value; several lines of the header are one list, joined by commas (RFC 6455 §9.1). */
export function parseExtensions(value: string): ParsedExtensions {
  const reader = new HeaderReader(value);
  const extensions: Extension[] = [];
  for (;;) {
    // Empty list elements are allowed (RFC 9110 §5.6.1.2).
    while (reader.accept(','));
    if (reader.done) break;
    const message = readExtension(reader, extensions);
    if (message !== undefined) return { ok: false, at: reader.at, message, extensions };
  }
  if (extensions.length > 0) return { ok: true, extensions };
  return { ok: false, at: 0, message: 'the header names no extension', extensions };
}
