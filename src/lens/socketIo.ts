import { childrenOf, jsonNodes, unquoted } from './jsonNodes.ts';
import type { Lens, LensField, LensInput, Reading } from './reading.ts';

/** Engine.IO's packet types, by their digit. */
const ENGINE_TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'] as const;
const ENGINE_WORDS = [
  'the handshake of Engine.IO',
  'ends the transport',
  'heartbeat',
  'answer to a heartbeat',
  'a packet of Socket.IO',
  'switches to this transport',
  'nothing',
] as const;
const SOCKET_TYPES = ['CONNECT', 'DISCONNECT', 'EVENT', 'ACK', 'CONNECT_ERROR', 'BINARY_EVENT', 'BINARY_ACK'] as const;

/** Socket.IO's packets inside those of Engine.IO, as they cross a WebSocket (protocol versions 3 to 5). */
export const socketIo: Lens = (input) => {
  const { text, opcode } = input;
  const ours = speaksEngineIo(input);
  if (opcode === 'binary') {
    return ours ? { protocol: 'Socket.IO', summary: 'binary attachment of the packet before', fields: [] } : undefined;
  }
  if (text === undefined) return undefined;
  const type = ENGINE_TYPES[Number(/^[0-6]/.exec(text)?.[0])];
  if (type === undefined) return undefined;
  const engine: LensField = {
    name: 'Engine.IO type',
    value: text.slice(0, 1),
    note: ENGINE_WORDS[Number(text[0])] ?? '',
  };
  const rest = text.slice(1);
  switch (type) {
    case 'open':
      if (!/^\{.*"sid"/s.test(rest)) return undefined;
      return {
        protocol: 'Engine.IO',
        summary: 'open: the handshake',
        fields: [engine, { name: 'Session', json: rest }],
      };
    case 'message':
      return readPacket(engine, rest, ours);
    case 'close':
    case 'ping':
    case 'pong':
    case 'upgrade':
    case 'noop': {
      // A digit alone may be anybody's: it is Engine.IO's only where that is spoken.
      if (!ours || !/^(probe)?$/.test(rest)) return undefined;
      const probe =
        rest === '' ? [] : [{ name: 'Content', value: rest, note: 'tries the transport before an upgrade' }];
      return { protocol: 'Engine.IO', summary: rest === '' ? type : `${type}, probe`, fields: [engine, ...probe] };
    }
  }
};

/** The URL of each transport says which version of Engine.IO it speaks. */
const speaksEngineIo = ({ url }: LensInput): boolean => url !== undefined && /[?&]EIO=\d/.test(url);

const PACKET = /^([0-6])(?:(\d+)-)?(?:(\/[^,[{]*),?)?(\d+)?(?=[[{"]|$)/;

function readPacket(engine: LensField, packet: string, ours: boolean): Reading | undefined {
  const found = PACKET.exec(packet);
  if (found === null) {
    return ours
      ? { protocol: 'Engine.IO', summary: 'message', fields: [engine, { name: 'Content', value: packet }] }
      : undefined;
  }
  const [head, digit = '', attachments, namespace = '/', id] = found;
  const type = SOCKET_TYPES[Number(digit)] ?? '';
  const content = packet.slice(head.length);
  const args = content === '' ? undefined : argumentsIn(content);
  if (content !== '' && args === undefined) return undefined;
  const isEvent = type === 'EVENT' || type === 'BINARY_EVENT';
  if (!ours && isEvent && args?.event === undefined) return undefined;
  const event = isEvent ? args?.event : undefined;
  const count = Math.max(0, (args?.rest.length ?? 0) - (isEvent ? 1 : 0));
  return {
    protocol: 'Socket.IO',
    summary: [
      event === undefined ? type : `event ${event}`,
      ...(isEvent ? [`${count} ${count === 1 ? 'argument' : 'arguments'}`] : []),
      `namespace ${namespace}`,
      ...(id === undefined ? [] : [isEvent ? `wants acknowledgement ${id}` : `for ${id}`]),
    ].join(', '),
    fields: [
      engine,
      { name: 'Socket.IO type', value: digit, note: type },
      { name: 'Namespace', value: namespace },
      ...(attachments === undefined
        ? []
        : [{ name: 'Attachments', value: attachments, note: 'as binary messages that follow' }]),
      ...(id === undefined ? [] : [{ name: 'Acknowledgement id', value: id }]),
      ...(event === undefined ? [] : [{ name: 'Event', value: event }]),
      ...(content === ''
        ? []
        : args?.isArray === true
          ? args.rest.slice(isEvent ? 1 : 0).map((json, i) => ({ name: `Argument ${i + 1}`, json }))
          : [{ name: 'Content', json: content }]),
    ],
  };
}

/** The elements of a packet's list, each as it stands there; undefined when the content is no JSON. */
function argumentsIn(
  content: string,
): { readonly isArray: boolean; readonly event: string | undefined; readonly rest: readonly string[] } | undefined {
  const read = jsonNodes(content);
  const [root] = read.ok ? read.nodes : [];
  if (!read.ok || root === undefined) return undefined;
  const rest = childrenOf(read.nodes, root).map(({ start, end }) => content.slice(start, end));
  const [first] = rest;
  const event = root.kind === 'array' && first?.startsWith('"') === true ? `"${unquoted(first)}"` : undefined;
  return { isArray: root.kind === 'array', event, rest };
}
