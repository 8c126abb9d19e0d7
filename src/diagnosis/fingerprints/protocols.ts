import type { Pattern } from './pattern.ts';

/** Servers of a protocol on top of WebSocket, or beside it. The narrower pattern stands before the wider one of the same program. */
export const protocols: readonly Pattern[] = [
  {
    id: 'engine-io',
    who: 'Socket.IO',
    role: 'protocol',
    body: /"code"\s*:\s*[0-5]\s*,\s*"message"\s*:\s*"(Transport unknown|Session ID unknown|Bad handshake method|Bad request|Forbidden|Unsupported protocol version)"/,
    says: 'A Socket.IO server answered: it wants the path /socket.io/ with ?EIO=4&transport=websocket',
  },
  {
    id: 'engine-io',
    who: 'Socket.IO',
    role: 'protocol',
    status: [400, 403],
    // To an upgrade it answers with the sentence alone.
    body: /^\s*(Transport unknown|Session ID unknown|Bad handshake method|Unsupported protocol version)\s*$/,
    says: 'A Socket.IO server answered: it wants the path /socket.io/ with ?EIO=4&transport=websocket',
  },
  {
    id: 'engine-io',
    who: 'Socket.IO',
    role: 'protocol',
    status: [200],
    body: /^(?:\d+:)?0\{"sid":"[^"]*"/,
    says: 'This is Socket.IO’s handshake by polling; the WebSocket one needs transport=websocket in the query',
  },
  {
    id: 'sockjs',
    who: 'SockJS',
    role: 'protocol',
    body: /Welcome to SockJS!/,
    says: 'This is the base address of SockJS; its raw WebSocket is one step below, at /websocket',
  },
  {
    id: 'signalr',
    who: 'SignalR',
    role: 'protocol',
    body: /Connection ID required|No Connection with that ID/i,
    says: 'A SignalR hub wants a negotiated id in the query, or negotiation skipped (skipNegotiation)',
  },
  {
    id: 'graphql',
    who: 'a GraphQL server',
    role: 'protocol',
    body: /Must provide query string|GET query missing|blocked as a potential Cross-Site Request Forgery|"errors"\s*:\s*\[\s*\{\s*"message"/i,
    says: 'The path is GraphQL over HTTP; subscriptions often have a path of their own and want the subprotocol graphql-transport-ws',
  },
  {
    id: 'mqtt',
    who: 'an MQTT broker',
    role: 'protocol',
    body: /mqtt/i,
    status: [400, 426],
    says: 'MQTT brokers want the subprotocol mqtt',
  },
  {
    id: 'mongodb',
    who: 'MongoDB',
    role: 'protocol',
    body: /trying to access MongoDB over HTTP/i,
    says: 'This is the port of the database MongoDB, which speaks no WebSocket',
  },
  {
    id: 'elasticsearch',
    who: 'Elasticsearch',
    role: 'protocol',
    body: /This is not an HTTP port|"You Know, for Search"/i,
    says: 'This is a port of Elasticsearch, which speaks no WebSocket',
  },
  { id: 'home-assistant', who: 'Home Assistant', role: 'protocol', body: /home ?assistant/i },
];
