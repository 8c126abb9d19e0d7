import { type Stories, who } from '../../story.ts';
import { count } from '../../wording.ts';

/** RFC 6455 §5.5.1 and §7.4: what a Close frame may hold, and what may follow it. */
export const closeFrames: Stories = {
  'close-payload-one-byte': (telling) => ({
    title: `The payload of the Close frame ${telling.number ?? ''} is 1 byte; it must be 0 or at least 2`.replace(
      '  ',
      ' ',
    ),
    code: 1002,
    likelyCauses: [{ cause: 'The code was written as one byte', because: 'A close code has two bytes.' }],
    remedies: [{ title: 'Have the server write the code as two bytes, the most significant first' }],
  }),
  'close-code-not-for-the-wire': () => ({
    title: 'The Close frame carries a code that is reserved for local use and must never be sent',
    code: 1002,
    more: 'Codes 1005, 1006 and 1015 stand for what an endpoint finds out by itself.',
    likelyCauses: [
      {
        cause: 'The server passes on the code with which another connection ended',
        because: 'Proxies get 1005 and 1006 from their library and send them on.',
      },
    ],
    remedies: [{ title: 'Have the server send 1000, 1001 or 1011 in its place' }],
  }),
  'close-code-unassigned': () => ({
    title: 'The Close frame carries a code that is unassigned',
    code: 1002,
    more: 'Of 1000 to 2999 only the codes of the IANA registry may be used; 4000 to 4999 are free for applications.',
    likelyCauses: [{ cause: 'The application made up a code', because: 'The registry does not know it.' }],
    remedies: [{ title: 'Have the server use a code between 4000 and 4999 for its own meanings' }],
  }),
  'close-code-out-of-range': (telling) => {
    const swapped = /byte.?swapped|byte order/i.test(telling.violation.sentence);
    return {
      title: swapped
        ? 'The code of the Close frame has its bytes in the wrong order'
        : 'The Close frame carries a number that is no close code',
      code: 1002,
      likelyCauses: [
        swapped
          ? {
              cause: 'The server writes the code in the byte order of its processor (little-endian)',
              because: 'Read the other way round it is a known code.',
            }
          : {
              cause: 'The server writes text or another number where the code belongs',
              because: 'Codes are between 1000 and 4999.',
            },
      ],
      remedies: [{ title: 'Have the server write the code as two bytes, the most significant first' }],
    };
  },
  'close-repeated': (telling) => ({
    stage: 'closing',
    title: `${who(telling)} sent a second Close frame${telling.number === undefined ? '' : ` (frame ${telling.number})`}; it is ignored`,
    code: undefined,
    likelyCauses: [
      { cause: 'Two parts of the server both close the connection', because: 'Each endpoint sends one Close frame.' },
    ],
    remedies: [{ title: 'Have the server close a connection once' }],
  }),
  'data-after-close': (telling) => ({
    stage: 'closing',
    title: `${who(telling)} sent ${telling.number === undefined ? 'data' : `frame ${telling.number}`} after the Close frame`,
    code: undefined,
    more: 'After a Close an endpoint sends no more data; what comes is not delivered to the application.',
    likelyCauses: [
      {
        cause: 'Another task of the server goes on sending while one closes',
        because: 'The frame came after the Close.',
      },
    ],
    remedies: [{ title: 'Have the server stop sending before it closes' }],
  }),
  'bytes-after-close': (telling) => ({
    stage: 'closing',
    title: `${who(telling)} sent ${telling.violation.length > 0 ? count(telling.violation.length, 'byte') : 'bytes'} after its Close frame that are no frame`,
    code: undefined,
    more: 'Nothing but the end of TCP is due after the Close frames.',
    likelyCauses: [
      {
        cause: 'The server goes on writing to the socket after the WebSocket is closed',
        because: 'The bytes are no frame.',
      },
    ],
    remedies: [{ title: 'Have the server end the TCP connection after the closing handshake' }],
  }),
};
