import { OPCODE, opcodeName } from '../../../protocol/opcode.ts';
import { type Stories, type Telling } from '../../story.ts';

const name = ({ header }: Telling): string => {
  const opcode = header === undefined ? undefined : opcodeName(header.opcode);
  return opcode === undefined ? 'control' : `${opcode.charAt(0).toUpperCase()}${opcode.slice(1)}`;
};

/** RFC 6455 §5.5: control frames are short and whole. */
export const controlFrames: Stories = {
  'control-too-long': (telling) => {
    const length = telling.header?.payloadLength;
    const close = telling.header?.opcode === OPCODE.close;
    return {
      title:
        `The ${name(telling)} frame ${telling.number ?? ''} has a payload of ${length ?? 'more than 125'} bytes; control frames have 125 at most`.replace(
          '  ',
          ' ',
        ),
      code: 1002,
      ...(close && length !== undefined
        ? { more: `The reason has ${length - 2} bytes, and 123 fit beside the code.` }
        : {}),
      likelyCauses: [
        close
          ? {
              cause: 'A long error text is sent as the reason of the Close',
              because: 'Reasons are cut off by libraries, not by hand-written code.',
            }
          : { cause: 'Data is sent in Ping or Pong frames', because: 'They are meant for a few bytes.' },
      ],
      remedies: [
        {
          title: close
            ? 'Have the server cut the reason at 123 bytes of UTF-8'
            : 'Have the server send data as text or binary messages',
        },
      ],
    };
  },
  'control-fragmented': (telling) => ({
    title: `The ${name(telling)} frame ${telling.number ?? ''} is fragmented; control frames must be whole`.replace(
      '  ',
      ' ',
    ),
    code: 1002,
    more: 'Its FIN bit is 0, which says that more of it follows.',
    likelyCauses: [{ cause: 'The server forgets the FIN bit on control frames', because: 'FIN is 0 here.' }],
    remedies: [{ title: 'Have the server set FIN on every Ping, Pong and Close' }],
  }),
};
