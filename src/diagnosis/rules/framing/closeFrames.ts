import { payloadStart, type Stories, type Telling, who } from '../../story.ts';
import { count, quoted } from '../../wording.ts';

/** The first two bytes of the payload. */
function codeOf({ violation }: Telling): number | undefined {
  const told = /\bclose code (\d+)/i.exec(violation.sentence)?.[1];
  return told === undefined ? undefined : Number(told);
}

/** The payload, where it reads as words from its first byte on. */
function asWords(telling: Telling): string | undefined {
  const payload = payloadStart(telling);
  if (payload === undefined || payload.length < 3) return undefined;
  const printable = payload.every((byte) => byte >= 0x20 && byte < 0x7f);
  return printable ? new TextDecoder().decode(payload) : undefined;
}

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
  'close-code-not-for-the-wire': (telling) => ({
    title: `The Close frame carries ${codeOf(telling) ?? 'a code'}, which is reserved for local use and must never be sent`,
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
  'close-code-unassigned': (telling) => ({
    title: `The Close frame carries ${codeOf(telling) ?? 'a code'}, which is unassigned`,
    code: 1002,
    more: 'Of 1000 to 2999 only the codes of the IANA registry may be used; 4000 to 4999 are free for applications.',
    likelyCauses: [{ cause: 'The application made up a code', because: 'The registry does not know it.' }],
    remedies: [{ title: 'Have the server use a code between 4000 and 4999 for its own meanings' }],
  }),
  'close-code-out-of-range': (telling) => {
    const words = asWords(telling);
    const code = codeOf(telling);
    const swapped = words === undefined && /byte.?swapped|byte order/i.test(telling.violation.sentence);
    return {
      title: swapped
        ? 'The code of the Close frame has its bytes in the wrong order'
        : words === undefined
          ? `The Close frame carries ${code ?? 'a number'}, which is no close code`
          : `The Close frame carries the text ${quoted(words, 40)} where its code belongs`,
      code: 1002,
      ...(words === undefined
        ? {}
        : { more: `Its payload ${quoted(words)} was written without the two bytes of a code before it.` }),
      likelyCauses: [
        swapped
          ? {
              cause: 'The server writes the code in the byte order of its processor (little-endian)',
              because: 'Read the other way round it is a known code.',
            }
          : words === undefined
            ? {
                cause:
                  code === 0
                    ? 'The server has no code to send and writes 0; it may send an empty Close frame instead'
                    : 'The server writes another number, such as an HTTP status or an exit code, where the code belongs',
                because: 'Codes are between 1000 and 4999.',
              }
            : {
                cause: 'The server puts the reason at the beginning of the payload',
                because: 'Its first two bytes are letters.',
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
