import { connectionOfRequest, isForeignSocket } from './foreignRequest.ts';
import { note } from './foreignVariables.ts';
import { type ImportNotes, type ImportedConnection, textMessage } from './imported.ts';
import { type Loose, recordOf, recordsOf, textOf } from './loose.ts';

const endpointOf = (one: Loose): string => textOf(one['endpoint']) ?? textOf(one['url']) ?? '';

/** Collections hold requests with an endpoint; what the realtime page keeps has a list of protocols. */
export function isHoppscotch(value: unknown): boolean {
  const first = recordOf(Array.isArray(value) ? (value as readonly unknown[])[0] : value);
  return (
    (Array.isArray(first['folders']) && Array.isArray(first['requests'])) ||
    (Array.isArray(first['protocols']) && endpointOf(first) !== '')
  );
}

/** The WebSocket requests of an export of Hoppscotch. */
export function connectionsOfHoppscotch(value: unknown, notes: ImportNotes): readonly ImportedConnection[] {
  let others = 0;
  const walk = (one: Loose): ImportedConnection[] => {
    const inner = [...recordsOf(one['folders']), ...recordsOf(one['requests'])];
    if (inner.length > 0) return inner.flatMap(walk);
    const url = endpointOf(one);
    if (url === '') return [];
    if (!isForeignSocket(url, Array.isArray(one['protocols']) ? 'websocket' : '')) {
      others += 1;
      return [];
    }
    const body = textOf(recordOf(one['payload'])['body']);
    const request = {
      ...{ name: textOf(one['name']), url, headers: one['headers'], parameters: one['params'], auth: one['auth'] },
      subprotocols: recordsOf(one['protocols']).flatMap((protocol) =>
        protocol['active'] === false ? [] : (textOf(protocol['value']) ?? []),
      ),
      messages: body === undefined ? [] : [textMessage(body)],
      spelling: 'angles' as const,
    };
    return [connectionOfRequest(request, notes)];
  };
  const connections = (Array.isArray(value) ? recordsOf(value) : [recordOf(value)]).flatMap(walk);
  if (others > 0) note(notes, `${others} ${others === 1 ? 'request is' : 'requests are'} not to a WebSocket.`);
  return connections;
}
