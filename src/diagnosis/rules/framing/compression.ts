import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import { payloadFormat } from '../../payloadFormats.ts';
import { payloadStart, type Stories, type Telling } from '../../story.ts';

const off = ({ evidence }: Telling): Remedy[] =>
  evidence.asked.deflate
    ? [{ title: 'Connect without permessage-deflate', change: { kind: 'deflate', on: false } }]
    : [];

const at = ({ number }: Telling): string =>
  number === undefined ? 'A compressed message' : `The compressed message that ends in frame ${number}`;

const wrapping = (telling: Telling): string | undefined => {
  const start = payloadStart(telling);
  const format = start === undefined ? undefined : payloadFormat(start);
  return format === 'gzip data' || format === 'a zlib stream' ? format : undefined;
};

const library: LikelyCause = {
  cause: 'The server’s compression is broken, or a proxy changes the payload',
  because: 'The agreed compression does not fit what was sent.',
};

/** RFC 7692 §7.2: what a compressed message consists of. */
export const compression: Stories = {
  'deflate-not-compressed': (telling) => ({
    title: `Frame ${telling.number ?? 1} says that it is compressed, but its payload is not`,
    code: 1007,
    likelyCauses: [
      {
        cause: 'The server sets RSV1 on messages that it leaves uncompressed',
        because: 'The payload reads as it stands.',
      },
    ],
    remedies: [...off(telling), { title: 'Have the server set RSV1 on compressed messages only' }],
  }),
  'deflate-garbage': (telling) => {
    const wrapped = wrapping(telling);
    return {
      title: `${at(telling)} is not ${wrapped === undefined ? 'valid' : 'raw'} DEFLATE data${wrapped === undefined ? '' : `: it is ${wrapped}`}`,
      code: 1007,
      likelyCauses: [
        wrapped === undefined
          ? library
          : {
              cause: `The server compresses into ${wrapped}, where raw DEFLATE is due (zlib: negative window bits, deflateRaw)`,
              because: 'The payload begins with the header of that format.',
            },
        wrapped === undefined
          ? {
              cause: 'The payload has a zlib or gzip header',
              because: 'permessage-deflate is raw DEFLATE without one.',
            }
          : library,
      ],
      remedies: [
        ...off(telling),
        ...(wrapped === undefined ? [] : [{ title: 'Have the server compress with raw DEFLATE' }]),
      ],
    };
  },
  'deflate-truncated': (telling) => ({
    title: `${at(telling)} ends inside a block`,
    code: 1007,
    more: 'The message after it may then fail as well, though it is right: it is an innocent victim.',
    likelyCauses: [
      {
        cause: 'The server does not flush its compressor at the end of a message (Z_SYNC_FLUSH)',
        because: 'The data stops in the middle.',
      },
      library,
    ],
    remedies: off(telling),
  }),
  'deflate-empty': (telling) => ({
    title: `${at(telling)} has no payload; an empty one is the single byte 00`,
    code: 1007,
    more: 'It leaves the decompressor in the middle of a block, so the next message fails though it is right.',
    likelyCauses: [
      { cause: 'The server sets RSV1 on empty messages without compressing them', because: 'The payload has no byte.' },
    ],
    remedies: [...off(telling), { title: 'Have the server send empty messages uncompressed (RSV1 0)' }],
  }),
  'deflate-window': (telling) => ({
    title: `${at(telling)} refers back beyond the agreed window`,
    code: 1007,
    likelyCauses: [
      {
        cause: 'The server agreed to a smaller window than its compressor uses',
        because: 'server_max_window_bits was agreed on and not kept to.',
      },
    ],
    remedies: [...off(telling), { title: 'Have the server compress with the window that it agreed to' }],
  }),
  'deflate-context': (telling) => ({
    title: `${at(telling)} refers to earlier messages, which was not agreed on`,
    code: 1007,
    likelyCauses: [
      {
        cause: 'The server keeps its compressor between messages in spite of no_context_takeover',
        because: 'The data refers back before its own beginning.',
      },
    ],
    remedies: off(telling),
  }),
  'deflate-trailing': (telling) => ({
    title: `${at(telling)} goes on after its final block`,
    code: 1007,
    likelyCauses: [library],
    remedies: off(telling),
  }),
};
