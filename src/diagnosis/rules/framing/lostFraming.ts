import { bytesQuote } from '../../quotes.ts';
import { type Stories, type Telling } from '../../story.ts';
import { textInstead } from './textInstead.ts';

const shown = ({ bytes }: Telling): string => (bytes === undefined ? '' : `The bytes are ${bytesQuote(bytes, 32)}.`);

/** What comes after the 101, or after a frame, is no frame at all. */
export const lostFraming: Stories = {
  'framing-lost': (telling) => ({
    title: 'The stream lost its framing: what follows is no frame',
    code: 1002,
    more: shown(telling),
    likelyCauses: [
      { cause: 'The frame before had a wrong length', because: 'Where it ends a header has to begin, and none does.' },
      {
        cause: 'Something else writes into the same connection, such as a log line or an error page',
        because: 'The bytes are no frame header.',
      },
    ],
    remedies: [
      { title: 'Compare the length of the frame before with its payload' },
      { title: 'Look for code of the server that writes to the raw socket' },
    ],
  }),
  'framing-abandoned': (telling) => ({
    title: 'What follows cannot be read as frames any more',
    code: 1002,
    more: shown(telling),
    likelyCauses: [{ cause: 'An earlier frame had a wrong length', because: 'From there on no header can be found.' }],
    remedies: [{ title: 'See the first broken frame: the cause lies there' }],
  }),
  'text-instead-of-frames': textInstead,
  'chunks-instead-of-frames': (telling) => ({
    title: 'The frames arrive wrapped in HTTP chunks',
    code: 1002,
    more: 'The first byte is a digit of a chunk’s size, which is no frame header.',
    likelyCauses: [
      {
        cause: 'A proxy, or the framework, treats the connection as an ordinary answer and encodes it again',
        because: `Each frame stands in a chunk. ${shown(telling)}`.trim(),
      },
    ],
    remedies: [
      { title: 'Have the proxy tunnel the connection after a 101 (WebSocket or upgrade support)' },
      { title: 'Have the server send its 101 without Transfer-Encoding' },
    ],
  }),
  'http2-instead-of-frames': (telling) => ({
    title: 'After the 101 the server speaks HTTP/2, not WebSocket',
    code: 1002,
    more: shown(telling),
    likelyCauses: [
      {
        cause: 'A server or proxy switched to HTTP/2 in plain text (h2c)',
        because: 'The first bytes are a frame of HTTP/2.',
      },
    ],
    remedies: [{ title: 'Turn h2c off for this path' }],
  }),
};
