import { type Stories } from '../../story.ts';

/** RFC 6455 §5.6 and §8.1: text is UTF-8, in messages and in the reason of a Close. */
export const text: Stories = {
  'utf8-invalid': (telling) => ({
    title: `The text message ${telling.number === undefined ? '' : `in frame ${telling.number} `}is not valid UTF-8`,
    code: 1007,
    likelyCauses: [
      {
        cause: 'Binary data is sent as a text message',
        because: 'Text has to be UTF-8 throughout; binary may be anything.',
      },
      {
        cause: 'The text is in another encoding, such as Latin-1 or Windows-1252',
        because: 'Letters outside of ASCII then are single bytes above 7f.',
      },
      { cause: 'A string was cut in the middle of a character', because: 'A character may have up to four bytes.' },
    ],
    remedies: [{ title: 'Have the server send it as a binary message (opcode 0x2), or encode it as UTF-8' }],
  }),
  'close-reason-not-utf8': (telling) => ({
    title: `The reason of the Close frame ${telling.number ?? ''} is not valid UTF-8`.replace('  ', ' '),
    code: 1007,
    more: 'The code before it is still good.',
    likelyCauses: [
      {
        cause: 'The reason was cut at 123 bytes in the middle of a character',
        because: 'Libraries cut at bytes, not at characters.',
      },
      { cause: 'The reason is in another encoding than UTF-8', because: 'Its bytes are not UTF-8.' },
    ],
    remedies: [{ title: 'Have the server write the reason as UTF-8, and cut it between characters' }],
  }),
};
