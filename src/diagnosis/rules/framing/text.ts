import type { LikelyCause } from '../../diagnosis.ts';
import { payloadFormat } from '../../payloadFormats.ts';
import { bytesQuote } from '../../quotes.ts';
import { payloadStart, type Stories, type Telling } from '../../story.ts';

const binary: LikelyCause = {
  cause: 'Binary data is sent as a text message',
  because: 'Text has to be UTF-8 throughout; binary may be anything.',
};
const otherEncoding: LikelyCause = {
  cause: 'The text is in another encoding, such as Latin-1 or Windows-1252',
  because: 'Letters outside of ASCII then are single bytes above 7f.',
};

const isPrintable = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d);

/**
 * The same by the sentence alone, where the bytes were not kept: one byte that no other continues, with text before it.
 * FE and FF are left out, for binary data is full of them.
 */
function loneByteTold(sentence: string): boolean {
  const told = /\bat byte (?:offset )?(\d+)\b.*: (?:byte )?([\dA-F]{2}) (?:begins|continues|never)/.exec(sentence);
  return told !== null && Number(told[1]) > 0 && Number.parseInt(told[2] ?? '', 16) < 0xfe;
}

/** The fault is one byte of 80 or more with ASCII after it, as a letter of a single-byte encoding is in the middle of a text. */
function loneByteInText({ violation, header, bytes }: Telling): boolean {
  // A masked payload stands in `bytes` masked, a compressed one compressed.
  if (header === undefined || bytes === undefined || header.masked || header.rsv1)
    return loneByteTold(violation.sentence);
  const at = violation.offset - header.wireOffset;
  const before = bytes.subarray(header.headerLength, at);
  return (
    at >= header.headerLength && (bytes[at] ?? 0) >= 0x80 && isPrintable(bytes[at + 1]) && before.every(isPrintable)
  );
}

const formatOf = (telling: Telling): string | undefined => {
  const start = telling.header?.rsv1 === true ? undefined : payloadStart(telling);
  return start === undefined ? undefined : payloadFormat(start);
};

function formatCause(telling: Telling): LikelyCause[] {
  const format = formatOf(telling);
  const start = payloadStart(telling);
  if (format === undefined || start === undefined) return [];
  return [
    {
      cause: `The server sends ${format} with the opcode for text`,
      because: `The payload begins with ${bytesQuote(start, 8)}.`,
    },
  ];
}

/** RFC 6455 §5.6 and §8.1: text is UTF-8, in messages and in the reason of a Close. */
export const text: Stories = {
  'utf8-invalid': (telling) => ({
    title: `The text message ${telling.number === undefined ? '' : `in frame ${telling.number} `}is not valid UTF-8${formatOf(telling) === undefined ? '' : `: it is ${formatOf(telling) ?? ''}`}`,
    code: 1007,
    likelyCauses: [
      ...formatCause(telling),
      ...(loneByteInText(telling) ? [otherEncoding, binary] : [binary, otherEncoding]),
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
