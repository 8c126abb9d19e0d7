import { extensionParts } from './extensionWords.ts';
import type { HeaderContext, HeaderTable } from './explanation.ts';
import { listOf, spokenList } from './values.ts';

/** RFC 6455's own headers, and those that it borrows from HTTP to leave HTTP. */
export const openingHeaders: HeaderTable = {
  host: {
    words:
      'The name and port that this request is for. One address may serve many names: servers and load balancers choose by this one.',
    section: 'RFC 9110 §7.2',
  },
  upgrade: (value, { side }) => {
    const right = listOf(value).some((word) => word.toLowerCase() === 'websocket');
    const words =
      side === 'request'
        ? 'Asks the server to leave HTTP and go on with another protocol on this connection.'
        : 'The protocol that the server goes on with on this connection.';
    return {
      words: right ? words : `${words} For a WebSocket it has to be "websocket", and it is not.`,
      section: side === 'request' ? 'RFC 6455 §4.1' : 'RFC 6455 §4.2.2',
    };
  },
  connection: (value) => ({
    words:
      'Names what holds for this one connection only, so that a proxy does not pass it on. The opening handshake needs "Upgrade" here, on both sides.',
    parts: listOf(value).flatMap(connectionPart),
    section: 'RFC 9110 §7.6.1, RFC 6455 §4.1',
  }),
  'sec-websocket-key': (value) => ({
    words: `Random bytes in Base64, new for each attempt. They are no secret: the server proves with Sec-WebSocket-Accept that it read them, so that no cache and no plain web server can answer in its place.${keyLength(value)}`,
    section: 'RFC 6455 §11.3.1',
  }),
  'sec-websocket-accept': (_value, { accepted }) => ({
    words: `Made from our Sec-WebSocket-Key: a fixed text is appended to the key, and the SHA-1 of both is written in Base64. Only a server that read this very request knows it.${accepted ? ' It is the right one for our key.' : ''}`,
    section: 'RFC 6455 §11.3.3',
  }),
  'sec-websocket-version': (value, { side }) => ({
    words:
      side === 'response'
        ? `The versions of the protocol that the server speaks: ${spokenList(value)}. It says so when it does not take ours.`
        : value.trim() === '13'
          ? 'Version 13 of the protocol: the one that RFC 6455 defines, and the only one in use today.'
          : `Version ${value.trim()} of the protocol. RFC 6455 defines version 13; others were drafts, and servers rarely take them.`,
    section: side === 'response' ? 'RFC 6455 §4.4' : 'RFC 6455 §11.3.5',
  }),
  'sec-websocket-protocol': (value, context) => ({
    words: context.side === 'request' ? offered(value) : chosen(value, context),
    section: 'RFC 6455 §11.3.4',
  }),
  'sec-websocket-extensions': (value, { side }) => ({
    words:
      side === 'request'
        ? 'What we offer to add to the protocol. The server may take it or leave it, whole elements at a time.'
        : 'What the server takes of the extensions that we offered, and on which terms. From here on it holds for both sides.',
    parts: extensionParts(value, side),
    section: 'RFC 6455 §11.3.2, RFC 7692 §7.1',
  }),
};

function connectionPart(word: string): string[] {
  switch (word.toLowerCase()) {
    case 'upgrade':
      return ['Upgrade: the Upgrade header counts here.'];
    case 'keep-alive':
      return ['keep-alive: more requests may follow on this connection.'];
    case 'close':
      return ['close: the connection ends after this response.'];
    default:
      return [];
  }
}

function keyLength(value: string): string {
  const text = value.trim();
  const bytes = /^[A-Za-z\d+/]*={0,2}$/.test(text) ? Math.floor((text.replace(/=+$/, '').length * 3) / 4) : undefined;
  if (bytes === 16) return '';
  return bytes === undefined ? ' This is not Base64.' : ` They have to be 16; these are ${bytes}.`;
}

function offered(value: string): string {
  const count = listOf(value).length;
  return count === 1
    ? 'The subprotocol that we offer: what the messages will mean. The server may take it, or none.'
    : `The ${count} subprotocols that we offer, the preferred one first: what the messages will mean. The server takes one of them, or none.`;
}

function chosen(value: string, { request }: HeaderContext): string {
  const offers = request
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-protocol')
    .flatMap(([, list]) => listOf(list));
  const words = 'The subprotocol that the server chose: what the messages will mean.';
  if (offers.includes(value.trim()))
    return offers.length === 1
      ? `${words} We offered it.`
      : `${words} It is one of the ${offers.length} that we offered.`;
  return `${words} We did not offer it, so that we have to end the connection.`;
}
