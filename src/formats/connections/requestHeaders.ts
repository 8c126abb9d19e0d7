import type { HeaderPair } from '../../profiles/connectionOptions.ts';
import { note } from './foreignVariables.ts';
import type { ImportNotes, OptionsDraft } from './imported.ts';

/** Written anew by every opening handshake (RFC 6455 §4.1), so that an old value would be wrong. */
const ofTheHandshake = new Set([
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'content-length',
  'transfer-encoding',
]);

/** Takes header fields of another tool's request into the options: each into the option that is made for it. */
export function takeHeaders(draft: OptionsDraft, headers: readonly HeaderPair[]): void {
  for (const [name, value] of headers) takeHeader(draft, name.trim(), value.trim());
}

/** Takes a header as a program's command line has it; says so where it is none. */
export function takeHeaderLine(draft: OptionsDraft, line: string, program: string, notes: ImportNotes): void {
  const header = headerOf(line);
  if (header !== undefined) takeHeaders(draft, [header]);
  else note(notes, `The header ${JSON.stringify(line)} of ${program} is not "Name: value".`);
}

function takeHeader(draft: OptionsDraft, name: string, value: string): void {
  const lower = name.toLowerCase();
  // Names that begin with a colon are HTTP/2's own, which HAR files of browsers hold.
  if (name === '' || name.startsWith(':') || ofTheHandshake.has(lower)) return;
  if (lower === 'host' && value.toLowerCase() === authorityOf(draft.url)) return;
  if (lower === 'origin' && draft.origin === undefined) draft.origin = value;
  else if (lower === 'sec-websocket-protocol') draft.subprotocols = [...(draft.subprotocols ?? []), ...listed(value)];
  else if (lower === 'cookie' && cookiesOf(value) !== undefined)
    draft.cookies = [...(draft.cookies ?? []), ...(cookiesOf(value) ?? [])];
  else if (lower !== 'authorization' || draft.auth !== undefined || !takeAuthorization(draft, value))
    draft.headers = [...(draft.headers ?? []), [name, value]];
}

const listed = (value: string): string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The pairs of a Cookie header (RFC 6265 §4.2.1); undefined when one of them is no pair. */
export function cookiesOf(value: string): readonly HeaderPair[] | undefined {
  const pairs = value
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one): HeaderPair | undefined => {
      const equals = one.indexOf('=');
      return equals <= 0 ? undefined : [one.slice(0, equals), one.slice(equals + 1)];
    });
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

/** Basic (RFC 7617) and Bearer (RFC 6750) have options of their own. */
function takeAuthorization(draft: OptionsDraft, value: string): boolean {
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S.*)$/.exec(value) ?? [];
  if (scheme.toLowerCase() === 'bearer') {
    draft.auth = { type: 'bearer', token: credentials };
    return true;
  }
  if (scheme.toLowerCase() !== 'basic' || !/^[A-Za-z\d+/]+={0,2}$/.test(credentials)) return false;
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  if (!decoded.includes(':') || decoded.includes('\uFFFD')) return false;
  draft.auth = basicOf(decoded);
  return true;
}

/** `user:password` as credentials; the password may hold further colons. */
export function basicOf(text: string): NonNullable<OptionsDraft['auth']> {
  const colon = text.indexOf(':');
  if (colon < 0) return { type: 'basic', username: text };
  return { type: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** `Name: value` in two halves; undefined where there is no colon. */
export function headerOf(line: string): HeaderPair | undefined {
  // curl writes a header without a value with a semicolon.
  const empty = /^([^:;]+);$/.exec(line.trim())?.[1];
  if (empty !== undefined) return [empty.trim(), ''];
  const colon = line.indexOf(':');
  return colon <= 0 ? undefined : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

const authorityOf = (url: string): string | undefined =>
  /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1]?.toLowerCase();
