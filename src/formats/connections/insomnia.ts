import { connectionOfRequest, isForeignSocket } from './foreignRequest.ts';
import { note } from './foreignVariables.ts';
import { type ImportNotes, type ImportedConnection, type ImportedMessage, textMessage } from './imported.ts';
import { type Loose, recordOf, recordsOf, textOf } from './loose.ts';

export const isInsomnia = (value: unknown): boolean =>
  (recordOf(value)['_type'] === 'export' && Array.isArray(recordOf(value)['resources'])) ||
  /^collection\.insomnia\.rest\//.test(textOf(recordOf(value)['type']) ?? '');

/** The WebSocket requests of an export of Insomnia: its format 4 (a flat list), and 5 (a tree). */
export function connectionsOfInsomnia(value: unknown, notes: ImportNotes): readonly ImportedConnection[] {
  const root = recordOf(value);
  return Array.isArray(root['resources']) ? ofResources(recordsOf(root['resources']), notes) : ofTree(root, notes);
}

function ofResources(resources: readonly Loose[], notes: ImportNotes): readonly ImportedConnection[] {
  for (const one of resources) if (one['_type'] === 'environment') takeVariables(recordOf(one['data']), '', notes);
  const requests = resources.filter(({ _type }) => typeof _type === 'string' && _type.endsWith('request'));
  const sockets = requests.filter((one) => isForeignSocket(textOf(one['url']) ?? '', one['_type']));
  tellOthers(requests.length - sockets.length, notes);
  return sockets.map((one) =>
    connectionOf(
      one,
      resources.filter(({ _type, parentId }) => _type === 'websocket_payload' && parentId === one['_id']),
      notes,
    ),
  );
}

function ofTree(root: Loose, notes: ImportNotes): readonly ImportedConnection[] {
  const environments = recordOf(root['environments']);
  for (const one of [environments, ...recordsOf(environments['subEnvironments'])])
    takeVariables(recordOf(one['data']), '', notes);
  let others = 0;
  const walk = (items: readonly Loose[]): ImportedConnection[] =>
    items.flatMap((item) => {
      if (Array.isArray(item['children'])) return walk(recordsOf(item['children']));
      const kind = (textOf(recordOf(item['meta'])['id']) ?? '').replace(/^ws-req.*/, 'websocket');
      if (isForeignSocket(textOf(item['url']) ?? '', kind))
        return [connectionOf(item, recordsOf(item['payloads']), notes)];
      others += 1;
      return [];
    });
  const connections = walk(recordsOf(root['collection']));
  tellOthers(others, notes);
  return connections;
}

function connectionOf(request: Loose, payloads: readonly Loose[], notes: ImportNotes): ImportedConnection {
  return connectionOfRequest(
    {
      ...{ name: textOf(request['name']), url: textOf(request['url']) ?? '', headers: request['headers'] },
      ...{ parameters: request['parameters'], auth: request['authentication'], spelling: 'braces' },
      messages: payloads.flatMap((one): ImportedMessage[] => {
        const text = textOf(one['value']) ?? textOf(one['payload']);
        return text === undefined ? [] : [textMessage(text, textOf(one['name']))];
      }),
    },
    notes,
  );
}

/** Values within values are named by their path, as texts refer to them. */
function takeVariables(data: Loose, before: string, { variables }: ImportNotes): void {
  const open: (readonly [name: string, value: unknown])[] = Object.entries(data).map(([name, value]) => [
    before + name,
    value,
  ]);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, value] = next;
    if (typeof value === 'string' || typeof value === 'number') variables[name] ??= String(value);
    else for (const [inner, one] of Object.entries(recordOf(value))) open.push([`${name}.${inner}`, one]);
  }
}

function tellOthers(others: number, notes: ImportNotes): void {
  if (others > 0) note(notes, `${others} ${others === 1 ? 'request is' : 'requests are'} not to a WebSocket.`);
}
