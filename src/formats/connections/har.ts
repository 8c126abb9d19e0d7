import type { HeaderPair } from '../../profiles/connectionOptions.ts';
import { note } from './foreignVariables.ts';
import type { ImportNotes, ImportedConnection, ImportedMessage, OptionsDraft } from './imported.ts';
import { type Loose, recordOf, recordsOf, textOf } from './loose.ts';
import { takeHeaders } from './requestHeaders.ts';
import { asWebSocketUrl, isWebSocketUrl } from './webSocketUrl.ts';

/** More messages than these belong into a sequence. */
const mostMessages = 100;

export const isHar = (value: unknown): boolean => Array.isArray(recordOf(recordOf(value)['log'])['entries']);

/** The WebSocket entries of an HTTP archive (HAR 1.2), with the client's messages where the browser kept them. */
export function connectionsOfHar(value: unknown, notes: ImportNotes): readonly ImportedConnection[] {
  const entries = recordsOf(recordOf(recordOf(value)['log'])['entries']);
  const ours = entries.filter(isWebSocket);
  const others = entries.length - ours.length;
  if (others > 0) note(notes, `${others} ${others === 1 ? 'entry is' : 'entries are'} no WebSocket connection.`);
  return ours.map((entry) => connectionOf(entry, notes));
}

function isWebSocket(entry: Loose): boolean {
  const request = recordOf(entry['request']);
  const upgrade = pairsOf(request['headers']).some(
    ([name, text]) => name.toLowerCase() === 'upgrade' && text.toLowerCase() === 'websocket',
  );
  return isWebSocketUrl(textOf(request['url']) ?? '') || entry['_resourceType'] === 'websocket' || upgrade;
}

function connectionOf(entry: Loose, notes: ImportNotes): ImportedConnection {
  const request = recordOf(entry['request']);
  const draft: OptionsDraft = { url: asWebSocketUrl(textOf(request['url']) ?? '') };
  takeHeaders(draft, pairsOf(request['headers']));
  if (draft.cookies === undefined) {
    const cookies = pairsOf(request['cookies']);
    if (cookies.length > 0) draft.cookies = cookies;
  }
  const sent = recordsOf(entry['_webSocketMessages']).filter(({ type }) => type === 'send');
  const messages = sent.flatMap((message): ImportedMessage[] => {
    const text = textOf(message['data']);
    if (text === undefined) return [];
    if (message['opcode'] === 1) return [{ body: { kind: 'text', text } }];
    return message['opcode'] === 2 ? [{ body: { kind: 'base64', base64: text } }] : [];
  });
  if (messages.length > mostMessages)
    note(notes, `${draft.url}: ${messages.length - mostMessages} of ${messages.length} messages were left out.`);
  return { options: draft, messages: messages.slice(0, mostMessages) };
}

/** A list of `{ name, value }`. */
const pairsOf = (value: unknown): HeaderPair[] =>
  recordsOf(value).flatMap((pair): HeaderPair[] =>
    typeof pair['name'] === 'string' && typeof pair['value'] === 'string' ? [[pair['name'], pair['value']]] : [],
  );
