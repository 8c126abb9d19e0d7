import { byHand, frameName, type Stories } from '../../story.ts';
import { bytesQuote } from '../../quotes.ts';

/** RFC 6455 §5.2: the payload length, in network byte order and in the fewest bytes. */
export const lengths: Stories = {
  'length-not-minimal': (telling) => ({
    title: `Frame ${telling.number ?? 1} writes its length in ${telling.header?.lengthForm ?? 64} bits where fewer would do`,
    code: undefined,
    more: 'Many receivers read it all the same; a strict one ends the connection with 1002 (protocol error).',
    likelyCauses: [
      {
        cause: 'The server always writes the long form of the length',
        because: 'Code that writes frames by hand often takes that short cut.',
      },
    ],
    remedies: [{ title: 'Have the server write lengths up to 125 in 7 bits and up to 65,535 in 16' }],
  }),
  'length-top-bit': (telling) => ({
    title: `Frame ${telling.number ?? 1} declares a length with the top bit set, which no frame can have`,
    code: 1002,
    likelyCauses: [
      {
        cause: 'A signed or negative number was written as the length',
        because: 'The most significant bit has to be 0.',
      },
      {
        cause: 'The frame before it had a wrong length, so this is not a header at all',
        because: 'The length reads like arbitrary bytes.',
      },
    ],
    remedies: [{ title: 'Check how the server computes the length of a payload' }],
  }),
  'length-impossible': (telling) => ({
    title: `Frame ${telling.number ?? 1} declares a length that no payload can have`,
    code: 1009,
    likelyCauses: [
      {
        cause:
          'A length of 126 or 127 was written into the 7-bit field, where these two mean that a longer field follows',
        because: 'The bytes of the payload are then read as the length.',
      },
      { cause: 'The frame before it had a wrong length', because: 'Arbitrary bytes read as a length are huge.' },
    ],
    remedies: [{ title: 'Have the server write 126 and more into the 16-bit field, with 126 in the 7-bit one' }],
  }),
  'length-byte-swapped': (telling) => ({
    title: `The length of ${frameName(telling)} has its bytes in the wrong order`,
    code: undefined,
    more: 'So the receiver waits for bytes that will never come, and nothing more is delivered.',
    likelyCauses: [
      {
        cause: 'The server writes the length in the byte order of its processor (little-endian)',
        because: 'Read the other way round it fits what came.',
      },
    ],
    remedies: [
      {
        title:
          'Have the server write lengths in network byte order, the most significant byte first (htons, writeUInt16BE)',
      },
    ],
  }),
  'length-probably-off': (telling) => ({
    title: 'The length of the frame before was probably wrong',
    code: 1002,
    more:
      telling.bytes === undefined
        ? 'What follows it is no frame header.'
        : `What follows it, ${bytesQuote(telling.bytes, 12)}, is no frame header.`,
    likelyCauses: [
      {
        cause: 'The server counts characters where it has to count bytes',
        because: 'Characters outside of ASCII have more than one byte in UTF-8.',
      },
      byHand,
    ],
    remedies: [{ title: 'Have the server take the length from the encoded bytes, not from the string' }],
  }),
};
