import { bruBlocks, bruPairs } from './bruBlocks.ts';
import { connectionOfRequest, isForeignSocket } from './foreignRequest.ts';
import { note } from './foreignVariables.ts';
import { type ImportNotes, type ImportedConnection, type ImportedMessage, textMessage } from './imported.ts';
import { type Loose, recordOf, recordsOf, textOf } from './loose.ts';

export const isBru = (text: string): boolean => /^meta\s*\{/m.test(text) && /^(ws|get|http|vars)\b[^\n]*\{/m.test(text);

export const isBrunoCollection = (value: unknown): boolean =>
  Array.isArray(recordOf(value)['items']) && textOf(recordOf(value)['name']) !== undefined;

/** The request of a `.bru` file of Bruno, when it is one to a WebSocket. */
export function connectionsOfBru(text: string, notes: ImportNotes): readonly ImportedConnection[] {
  const blocks = bruBlocks(text);
  const pairsOf = (name: string): readonly (readonly [string, string])[] =>
    bruPairs(blocks.find((block) => block.name === name)?.lines ?? []);
  const textIn = (block: string, key: string): string | undefined =>
    textOf(pairsOf(block).find(([name]) => name === key)?.[1]);
  for (const [name, value] of [...pairsOf('vars:pre-request'), ...pairsOf('vars')]) notes.variables[name] = value;
  const method = ['ws', 'get', 'http'].find((name) => textIn(name, 'url') !== undefined) ?? 'ws';
  const url = textIn(method, 'url') ?? '';
  if (!isForeignSocket(url, method)) {
    note(notes, `${textIn('meta', 'name') ?? 'The request'} is not to a WebSocket.`);
    return [];
  }
  const auth = blocks.map(({ name }) => /^auth:(\w+)$/.exec(name)?.[1]).find((kind) => kind !== undefined);
  const request = {
    ...{ name: textIn('meta', 'name'), url, spelling: 'braces' as const },
    headers: Object.fromEntries(pairsOf('headers')),
    auth: auth === undefined ? {} : { type: auth, ...Object.fromEntries(pairsOf(`auth:${auth}`)) },
    messages: blocks.flatMap((block): ImportedMessage[] => {
      if (block.name !== 'body:ws') return [];
      const pairs = new Map(bruPairs(block.lines));
      const content = pairs.get('content');
      return content === undefined ? [] : [textMessage(content, pairs.get('name'))];
    }),
  };
  return [connectionOfRequest(request, notes)];
}

/** The WebSocket requests of a collection that Bruno exported as JSON, folders and all. */
export function connectionsOfBruno(value: unknown, notes: ImportNotes): readonly ImportedConnection[] {
  for (const environment of recordsOf(recordOf(value)['environments']))
    for (const variable of recordsOf(environment['variables'])) {
      const [name, text] = [textOf(variable['name']), variable['value']];
      // A secret variable is exported without its value.
      if (name !== undefined && typeof text === 'string' && variable['secret'] !== true) notes.variables[name] ??= text;
    }
  let others = 0;
  const walk = (items: readonly Loose[]): ImportedConnection[] =>
    items.flatMap((item) => {
      if (Array.isArray(item['items'])) return walk(recordsOf(item['items']));
      const request = recordOf(item['request']);
      const url = textOf(request['url']) ?? '';
      if (!isForeignSocket(url, item['type'])) {
        others += 1;
        return [];
      }
      const own = {
        ...{ name: textOf(item['name']), url, headers: request['headers'], auth: request['auth'] },
        ...{ spelling: 'braces' as const },
        messages: recordsOf(recordOf(request['body'])['ws']).flatMap((one): ImportedMessage[] => {
          const content = textOf(one['content']);
          return content === undefined ? [] : [textMessage(content, textOf(one['name']))];
        }),
      };
      return [connectionOfRequest(own, notes)];
    });
  const connections = walk(recordsOf(recordOf(value)['items']));
  if (others > 0) note(notes, `${others} ${others === 1 ? 'request is' : 'requests are'} not to a WebSocket.`);
  return connections;
}
