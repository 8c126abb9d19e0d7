import { byHand, type Story, type Stories, type Telling, frameTitle } from '../../story.ts';

/** RFC 6455 §5.2: RSV1–3 and opcodes 0x3–0x7, 0xB–0xF are 0 or unused unless an extension defines them. */
export const reservedBits: Stories = {
  'rsv1-set': rsv1,
  'compressed-without-agreement': rsv1,
  'rsv2-set': (telling) => unused(telling, 2),
  'rsv3-set': (telling) => unused(telling, 3),
  'rsv1-on-control': (telling) => ({
    title: `${frameTitle(telling)} is a compressed control frame (RSV1 is set)`,
    code: 1002,
    more: 'permessage-deflate compresses data messages only; Ping, Pong and Close are never compressed.',
    likelyCauses: [
      { cause: 'The server compresses every frame, not every message', because: 'RSV1 is set on a control frame.' },
    ],
    remedies: [deflateOff(telling), { title: 'Have the server compress text and binary messages only' }].filter(
      (one) => one !== undefined,
    ),
  }),
  'rsv1-on-continuation': (telling) => ({
    title: `${frameTitle(telling)} is a continuation with RSV1 set`,
    code: 1002,
    more: 'RSV1 marks a whole message as compressed and stands on its first frame only.',
    likelyCauses: [{ cause: 'The server sets RSV1 on every fragment', because: 'It is set on a continuation frame.' }],
    remedies: [{ title: 'Have the server set RSV1 on the first frame of a message only' }, deflateOff(telling)].filter(
      (one) => one !== undefined,
    ),
  }),
  'opcode-reserved': (telling) => {
    const opcode = telling.header?.opcode;
    const name = opcode === undefined ? '' : ` 0x${opcode.toString(16)}`;
    const kind = opcode === undefined ? '' : opcode >= 8 ? 'control ' : 'data ';
    return {
      title: `Frame ${telling.number ?? 1} has the reserved ${kind}opcode${name}`,
      code: 1002,
      likelyCauses: [
        {
          cause: 'The frame before it had a wrong length, so this is not a header at all',
          because: 'Bytes of a payload read as a header often show such opcodes.',
        },
        byHand,
      ],
      remedies: [
        { title: 'Compare the length of the frame before it with its payload' },
        { title: 'Have the server use 0x1 for text, 0x2 for binary' },
      ],
    };
  },
};

function deflateOff({ evidence }: Telling) {
  return evidence.asked.deflate
    ? { title: 'Connect without permessage-deflate', change: { kind: 'deflate' as const, on: false } }
    : undefined;
}

function rsv1(telling: Telling): Story {
  const offered = telling.evidence.asked.deflate;
  return {
    title: `${frameTitle(telling)} is marked as compressed (RSV1), but no compression was agreed on`,
    code: 1002,
    more: 'RSV1 marks a message as compressed by permessage-deflate, which was not agreed on for this connection.',
    likelyCauses: [
      {
        cause: 'The server sends compressed frames although permessage-deflate was not negotiated',
        because: offered ? 'It was offered, and the 101 did not accept it.' : 'It was not offered.',
      },
      {
        cause: 'The frame before it had a wrong length, so this is not a header at all',
        because: 'Bytes of a payload read as a header show such bits too.',
      },
    ],
    remedies: [
      ...(offered ? [] : [{ title: 'Offer permessage-deflate', change: { kind: 'deflate' as const, on: true } }]),
      { title: 'Have the server compress only where the handshake agreed on it' },
    ],
  };
}

function unused(telling: Telling, bit: 2 | 3): Story {
  return {
    title: `${frameTitle(telling)} has RSV${bit} set, but no extension defines it`,
    code: 1002,
    likelyCauses: [
      {
        cause: 'The frame before it had a wrong length, so this is not a header at all',
        because: `No extension in use gives RSV${bit} a meaning.`,
      },
      byHand,
    ],
    remedies: [
      { title: 'Compare the length of the frame before it with its payload' },
      { title: `Have the server leave RSV${bit} at 0` },
    ],
  };
}
