import { connectionOfRequest, isForeignSocket } from './foreignRequest.ts';
import { note } from './foreignVariables.ts';
import { type ImportNotes, type ImportedConnection, type ImportedMessage, textMessage } from './imported.ts';
import { type Loose, listOf, recordOf, recordsOf, textOf } from './loose.ts';

export const isPostman = (value: unknown): boolean =>
  /getpostman\.com/.test(textOf(recordOf(recordOf(value)['info'])['schema']) ?? '') ||
  (recordOf(value)['_postman_variable_scope'] !== undefined && Array.isArray(recordOf(value)['values']));

/** The WebSocket requests of a Postman collection (its format 2, and the items of later ones), folders and all. */
export function connectionsOfPostman(value: unknown, notes: ImportNotes): readonly ImportedConnection[] {
  const collection = recordOf(value);
  for (const variable of recordsOf(collection['variable'] ?? collection['values'])) {
    const [name, text] = [textOf(variable['key']), variable['value']];
    if (name !== undefined && typeof text === 'string') notes.variables[name] = text;
  }
  let others = 0;
  const walk = (items: readonly Loose[], folder: string, auth: unknown): ImportedConnection[] =>
    items.flatMap((item) => {
      const name = [folder, textOf(item['name']) ?? textOf(item['title']) ?? '']
        .filter((part) => part !== '')
        .join(' / ');
      const inherited = item['auth'] ?? auth;
      if (Array.isArray(item['item'])) return walk(recordsOf(item['item']), name, inherited);
      const request = recordOf(item['request'] ?? item['payload']);
      const url = urlOf(item['request']) ?? urlOf(request['url']) ?? urlOf(item['url']) ?? '';
      if (!isForeignSocket(url, item['type'] ?? request['type'])) {
        others += 1;
        return [];
      }
      const own = {
        ...{ name: name === '' ? undefined : name, url, spelling: 'braces' as const },
        headers: request['header'] ?? request['headers'] ?? item['headers'],
        auth: request['auth'] ?? inherited,
        messages: messagesOf(item['messages'] ?? request['messages']),
      };
      return [connectionOfRequest(own, notes)];
    });
  const connections = walk(recordsOf(collection['item']), '', collection['auth']);
  if (others > 0) note(notes, `${others} ${others === 1 ? 'request is' : 'requests are'} not to a WebSocket.`);
  return connections;
}

/** A URL is a text, or an object whose `raw` is the text. */
const urlOf = (value: unknown): string | undefined => textOf(value) ?? textOf(recordOf(value)['raw']);

function messagesOf(value: unknown): readonly ImportedMessage[] {
  return listOf(value).flatMap((one) => {
    const message = recordOf(one);
    const text = textOf(one) ?? textOf(message['message']) ?? textOf(message['payload']) ?? textOf(message['content']);
    return text === undefined ? [] : [textMessage(text, textOf(message['name']) ?? textOf(message['title']))];
  });
}
