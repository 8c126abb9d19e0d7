import type { HeaderPair } from '../../profiles/connectionOptions.ts';
import { fromForeign, note } from './foreignVariables.ts';
import type { ImportNotes, ImportedConnection, ImportedMessage, OptionsDraft } from './imported.ts';
import { type Loose, recordOf, recordsOf, textOf } from './loose.ts';
import { takeHeaders } from './requestHeaders.ts';
import { asWebSocketUrl, isWebSocketUrl, withParameters } from './webSocketUrl.ts';

/** A request as the collections of API clients hold it, before it is judged. */
export interface ForeignRequest {
  readonly name: string | undefined;
  readonly url: string;
  readonly headers: unknown;
  /** Query parameters that do not stand in the URL. */
  readonly parameters?: unknown;
  readonly auth?: unknown;
  readonly subprotocols?: readonly string[];
  readonly messages?: readonly ImportedMessage[];
  readonly spelling: 'braces' | 'angles';
}

/** Whether a request is one to a WebSocket; a variable may stand for the beginning of its URL. */
export const isForeignSocket = (url: string, kind: unknown): boolean =>
  isWebSocketUrl(url) ||
  (url !== '' && typeof kind === 'string' && /\b(ws|websocket)\b/i.test(kind.replace(/[_-]/g, ' ')));

export function connectionOfRequest(request: ForeignRequest, notes: ImportNotes): ImportedConnection {
  const ours = (text: string): string => fromForeign(text, request.spelling, notes);
  const pairs = (value: unknown): HeaderPair[] => enabledPairs(value).map(([name, text]) => [ours(name), ours(text)]);
  const draft: OptionsDraft = {
    url: withParameters(asWebSocketUrl(ours(request.url)), pairs(request.parameters)),
  };
  takeHeaders(draft, pairs(request.headers));
  takeAuth(recordOf(request.auth), draft, ours, request.name ?? request.url, notes);
  const names = request.subprotocols?.map(ours).filter((name) => name !== '') ?? [];
  if (names.length > 0) draft.subprotocols = [...(draft.subprotocols ?? []), ...names];
  const messages = (request.messages ?? []).map((message): ImportedMessage =>
    message.body.kind === 'text' ? { ...message, body: { kind: 'text', text: ours(message.body.text) } } : message,
  );
  return { ...(request.name === undefined ? {} : { name: request.name }), options: draft, messages };
}

/** Lists of `{ key | name, value, disabled | enabled | active }`, or an object of names and values. */
function enabledPairs(value: unknown): HeaderPair[] {
  if (!Array.isArray(value))
    return Object.entries(recordOf(value)).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : []));
  return recordsOf(value).flatMap((pair): HeaderPair[] => {
    const name = textOf(pair['key']) ?? textOf(pair['name']);
    if (name === undefined || pair['disabled'] === true || pair['enabled'] === false || pair['active'] === false)
      return [];
    return [[name, typeof pair['value'] === 'string' ? pair['value'] : '']];
  });
}

function takeAuth(
  auth: Loose,
  draft: OptionsDraft,
  ours: (text: string) => string,
  where: string,
  notes: ImportNotes,
): void {
  const type = (textOf(auth['type']) ?? textOf(auth['authType']) ?? textOf(auth['mode']) ?? 'none').toLowerCase();
  if (auth['disabled'] === true || auth['authActive'] === false || /^(none|noauth|inherit)$/.test(type)) return;
  // Postman and Bruno put what a kind needs under its name, Postman as a list of keys.
  const inner = auth[type] ?? auth;
  const of = (...names: readonly string[]): string | undefined => {
    const found = Array.isArray(inner)
      ? recordsOf(inner).find((one) => names.includes(String(one['key'])))?.['value']
      : names.map((name) => recordOf(inner)[name]).find((one) => textOf(one) !== undefined);
    return typeof found === 'string' ? ours(found) : undefined;
  };
  if (type === 'basic') {
    const [username, password] = [of('username'), of('password')];
    draft.auth = {
      type: 'basic',
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    };
  } else if (type === 'bearer') draft.auth = { type: 'bearer', token: of('token') ?? '' };
  else if (/^api-?key$/.test(type)) {
    const query = /query/i.test(of('in', 'addTo', 'placement') ?? '');
    draft.auth = { type: 'apiKey', name: of('key') ?? '', value: of('value') ?? '', in: query ? 'query' : 'header' };
  } else note(notes, `${where}: authentication by ${type} is not known here. Put its outcome into a header.`);
}
