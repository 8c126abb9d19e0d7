import type { HeaderTable } from './explanation.ts';

/** What a body is, how it is wrapped, and what the client would take. */
export const contentHeaders: HeaderTable = {
  'content-type': {
    words: 'What kind of thing the body is, and its character set.',
    section: 'RFC 9110 §8.3',
  },
  'content-length': (value, { accepted, side }) => ({
    words: `The length of the body: ${value.trim()} bytes.${accepted && side === 'response' ? ' A response that switches protocols must not have one.' : ''}`,
    section: 'RFC 9110 §8.6',
  }),
  'content-encoding': {
    words: 'How the body is compressed. It has nothing to do with the compression of WebSocket messages.',
    section: 'RFC 9110 §8.4',
  },
  'content-language': {
    words: 'The language that the body is meant for.',
    section: 'RFC 9110 §8.5',
  },
  'transfer-encoding': {
    words:
      'How the body is wrapped on its way. "chunked" sends it in pieces, each with its length, so that the end need not be known before.',
    section: 'RFC 9112 §6.1',
  },
  trailer: {
    words: 'Names headers that follow after the body.',
    section: 'RFC 9110 §6.6.2',
  },
  accept: {
    words: 'The kinds of content that the client would like. An opening handshake does not need it.',
    section: 'RFC 9110 §12.5.1',
  },
  'accept-charset': {
    words: 'The character sets that the client would like. Nearly nobody heeds it today.',
    section: 'RFC 9110 §12.5.2',
  },
  'accept-encoding': {
    words:
      'The kinds of compression that the client understands in a body. WebSocket messages have an extension of their own for that.',
    section: 'RFC 9110 §12.5.3',
  },
  'accept-language': {
    words: 'The languages that the user would like, the preferred one first.',
    section: 'RFC 9110 §12.5.4',
  },
  'accept-ranges': {
    words: 'Whether parts of the content can be asked for.',
    section: 'RFC 9110 §14.3',
  },
};
