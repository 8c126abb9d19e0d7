import { type Node, getNodeValue, parseTree } from 'jsonc-parser';
import type { HeaderPair } from '../../profiles/connectionOptions.ts';
import { note } from './foreignVariables.ts';
import type { ImportNotes, ImportedConnection, OptionsDraft } from './imported.ts';
import { recordOf, textOf } from './loose.ts';
import { takeHeaders } from './requestHeaders.ts';
import { asWebSocketUrl } from './webSocketUrl.ts';

const call = /\b(?:fetch|new\s+WebSocket)\s*\(/g;

/** Whether the text calls `fetch(…)` or `new WebSocket(…)`. */
export const isScriptCall = (text: string): boolean => new RegExp(call).test(text);

/** The connections of the calls of `fetch`, as browsers copy them, and of `new WebSocket` in a script. */
export function connectionsOfScript(text: string, notes: ImportNotes): readonly ImportedConnection[] {
  return [...text.matchAll(call)].flatMap((found) => {
    // Arguments written as JSON are an array without its bracket; what follows the call is not looked at.
    const [url, second] = argumentsOf(text.slice(found.index + found[0].length));
    if (url === undefined) {
      note(notes, `A call of ${found[0].replace(/\s*\($/, '')} has an address that is computed. Write it as a text.`);
      return [];
    }
    const draft: OptionsDraft = { url: asWebSocketUrl(url) };
    if (found[0].startsWith('fetch')) takeFetch(second, draft, notes);
    else takeSubprotocols(second, draft);
    return [{ options: draft, messages: [] }];
  });
}

function argumentsOf(rest: string): [url: string | undefined, second: unknown] {
  if (!/^\s*["'`]/.test(rest)) return [undefined, undefined];
  const json = `[${rest.replace(/^(\s*)(['`])([^'"`$\\\n]*)\2/, '$1"$3"').replace(/'([^'"\\\n]*)'/g, '"$1"')}`;
  const nodes: readonly Node[] = parseTree(json, [], { allowTrailingComma: true })?.children ?? [];
  const [first, second] = nodes;
  if (first?.type !== 'string') return [undefined, undefined];
  return [textOf(getNodeValue(first)), second === undefined ? undefined : (getNodeValue(second) as unknown)];
}

function takeFetch(init: unknown, draft: OptionsDraft, notes: ImportNotes): void {
  const { headers, method, body, referrer, ...others } = recordOf(init);
  takeHeaders(
    draft,
    Object.entries(recordOf(headers)).map(([name, value]): HeaderPair => [name, String(value)]),
  );
  if (textOf(referrer) !== undefined) takeHeaders(draft, [['Referer', String(referrer)]]);
  if (typeof method === 'string' && method.toUpperCase() !== 'GET')
    note(notes, `The method ${method} of fetch: an opening handshake is always a GET.`);
  if (textOf(body) !== undefined) note(notes, 'The body of fetch: an opening handshake has none.');
  if (others['credentials'] === 'include' && draft.cookies === undefined)
    note(notes, 'The browser sends its cookies with this request, and does not copy them. Add those that are needed.');
}

function takeSubprotocols(value: unknown, draft: OptionsDraft): void {
  const names = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((one) => textOf(one) ?? []);
  if (names.length > 0) draft.subprotocols = names;
}
