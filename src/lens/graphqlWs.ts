import { memberFields, readMembers } from './members.ts';
import type { Lens } from './reading.ts';

const MODERN = 'graphql-transport-ws';
const LEGACY = 'graphql-ws';

interface Meaning {
  readonly words: string;
  /** Whether the type alone tells the protocol. */
  readonly telling: boolean;
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  (
    [
      ['connection_init', 'asks to begin', true],
      ['connection_ack', 'the server agrees to begin', true],
      ['ping', 'ping', false],
      ['pong', 'pong', false],
      ['subscribe', 'starts an operation', false],
      ['next', 'a result', false],
      ['error', 'the operation failed', false],
      ['complete', 'the operation is over', false],
      // The older protocol of subscriptions-transport-ws, whose subprotocol is called graphql-ws.
      ['start', 'starts an operation', false],
      ['data', 'a result', false],
      ['stop', 'ends an operation', false],
      ['connection_error', 'the server refuses to begin', true],
      ['connection_terminate', 'ends the connection', true],
      ['ka', 'keep-alive', true],
    ] as const
  ).map(([type, words, telling]) => [type, { words, telling }]),
);

/** GraphQL over WebSocket: the protocol graphql-transport-ws and the older graphql-ws. */
export const graphqlWs: Lens = ({ text, subprotocol }) => {
  const agreed = subprotocol === MODERN || subprotocol === LEGACY;
  const members = readMembers(text);
  const type = members?.text('type');
  if (members === undefined || type === undefined) return undefined;
  const meaning = MEANINGS.get(type);
  if (meaning === undefined) {
    return agreed
      ? {
          protocol: 'GraphQL over WebSocket',
          summary: `unknown type "${type}"`,
          fields: memberFields(members, [['type', 'Type']]),
          problem: `"${type}" is no message type of ${subprotocol}.`,
        }
      : undefined;
  }
  if (!agreed && !meaning.telling && !(members.has('id') && members.has('payload'))) return undefined;
  const id = members.text('id');
  const payload = readMembers(members.raw('payload'));
  const operation = payload?.text('operationName') ?? operationIn(payload?.text('query'));
  const query = payload?.text('query');
  return {
    protocol: 'GraphQL over WebSocket',
    summary: `${type}${id === undefined ? '' : ` ${id}`}: ${meaning.words}${operation === undefined ? '' : `, ${operation}`}`,
    fields: [
      { name: 'Type', value: type, note: meaning.words },
      ...memberFields(members, [['id', 'Operation id']]),
      ...(query === undefined ? [] : [{ name: 'Query', value: query }]),
      ...memberFields(members, [['payload', 'Payload']]),
    ],
  };
};

/** `subscription OnChat` out of the query's text. */
function operationIn(query: string | undefined): string | undefined {
  const found = /\b(query|mutation|subscription)\s+([A-Za-z_]\w*)/.exec(query ?? '');
  return found === null ? undefined : `${found[1] ?? ''} ${found[2] ?? ''}`;
}
