import { byHand, type Stories } from '../../story.ts';

/** RFC 6455 §5.4: fragments of one message follow each other; only control frames may stand between. */
export const fragments: Stories = {
  'continuation-without-start': (telling) => ({
    title: `Frame ${telling.number ?? 1} continues a message that was never begun`,
    code: 1002,
    likelyCauses: [
      {
        cause: 'The server uses opcode 0x0 for whole messages',
        because: 'A continuation frame came where a text or binary frame is due.',
      },
      {
        cause: 'The message before was ended too early (FIN on a fragment that was not the last)',
        because: 'Its rest arrives as a continuation then.',
      },
    ],
    remedies: [
      { title: 'Have the server begin each message with opcode 0x1 or 0x2, and set FIN on its last frame only' },
    ],
  }),
  'message-interleaved': (telling) => ({
    title: `Frame ${telling.number ?? 1} begins a new message before the fragmented one ended`,
    code: 1002,
    likelyCauses: [
      {
        cause: 'Two threads or tasks of the server send at the same time',
        because: 'Their frames are mixed with each other.',
      },
      {
        cause: 'The server repeats the opcode on every fragment',
        because: 'Fragments after the first have opcode 0x0.',
      },
      byHand,
    ],
    remedies: [{ title: 'Have the server send one message after the other (a lock or a queue around sending)' }],
  }),
};
