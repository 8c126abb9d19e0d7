import type { Evidence } from '../../evidence.ts';
import { endSource, endingOf, endingQuotes, endingSentence, STANDSTILL_MS, wasOpen } from '../../ending.ts';
import { frameQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { count, duration, quoted } from '../../wording.ts';
import type { Diagnosis } from '../../diagnosis.ts';

/** The stream ended, or stands still, inside a frame: in its header or in its payload. */
export const insideFrame: Rule = (evidence) => {
  const { unfinished } = evidence.traffic;
  const { closing } = evidence;
  const cut = evidence.violations.find(
    ({ violation }) => violation.rule === 'stream-ended-inside-frame' && violation.by === 'server',
  );
  const ending = endingOf(evidence);
  if ((unfinished === undefined && cut === undefined) || !wasOpen(evidence) || closing?.clean === true)
    return undefined;
  if (ending === undefined && evidence.failure === undefined) return undefined;
  // A frame that is still coming in is only told of once it stands still.
  if (ending?.how === 'lasting' && (ending.idleFor ?? 0) < STANDSTILL_MS) return undefined;
  const frame = unfinished?.frame ?? cut?.frame;
  const name = frame === undefined ? 'a frame' : `frame ${frame + 1}`;
  const declared = unfinished?.declared;
  const received = unfinished?.received ?? 0;
  const about = {
    stage: 'closing' as const,
    evidence: [
      ...(frame === undefined
        ? []
        : [frameQuote(frame, `${name}: ${count(received, 'byte')}${declared === undefined ? '' : ` of ${declared}`}`)]),
      ...(cut === undefined ? [] : [{ text: cut.violation.sentence, source: endSource(evidence) }]),
      ...(ending === undefined ? [] : endingQuotes(evidence, ending)),
    ],
  };
  const lasting = ending?.how === 'lasting';
  const end = ending === undefined || lasting ? 'Nothing more came' : endingSentence(ending);
  const idle = ending?.idleFor;
  if (declared === undefined) {
    const inHeader = unfinished === undefined || unfinished.frame === undefined;
    return {
      ...about,
      cause: lasting ? 'frame-stalled' : inHeader ? 'closed-inside-header' : 'closed-inside-frame',
      title: lasting
        ? `An incomplete frame${received > 0 ? ` of ${count(received, 'byte')}` : ''}, then nothing for ${duration(idle ?? 0)}`
        : inHeader
          ? `Closed inside a frame header${received > 0 ? `, after ${count(received, 'byte')} of it` : ''}`
          : `Closed inside ${name}, after ${count(received, 'byte')} of its payload`,
      explanation: lasting
        ? `${name.charAt(0).toUpperCase()}${name.slice(1)} began, and its rest has not come for ${duration(idle ?? 0)}; the connection is still open and waits for it.`
        : `${end} when ${received > 0 ? `only ${count(received, 'byte')} of ` : ''}${name} had come. ${cut?.violation.sentence ?? 'A frame header has 2 to 14 bytes.'}`,
      likelyCauses: crashed,
      remedies,
      section: 'RFC 6455 §7.1.5, §5.2',
    };
  }
  const swapped = swap16(declared);
  if (swapped !== undefined && swapped === received) return byteSwapped(about, name, declared, received, evidence);
  const text = asText(declared);
  if (declared > 2 ** 40) {
    return {
      ...about,
      stage: 'framing',
      cause: 'frame-length-implausible',
      title: `${name.charAt(0).toUpperCase()}${name.slice(1)} declares a length that cannot be meant: ${declared} bytes`,
      explanation: `Its length field says 64 bits, and the eight bytes after it read ${text === undefined ? 'as a number no payload has' : `as text, ${quoted(text)}…: they are the beginning of the payload`}. ${count(received, 'byte')} came.`,
      likelyCauses: [
        {
          cause:
            'A length of 126 or 127 was written into the 7-bit field, where these two mean that a longer field follows',
          because: 'The bytes of the payload were then read as the length.',
        },
      ],
      remedies: [{ title: 'Have the server write 126 and more into the 16-bit field, with 126 in the 7-bit one' }],
      section: 'RFC 6455 §5.2',
    };
  }
  const after = idle === undefined ? '' : ` ${duration(idle)} after the frame began`;
  const rest = lasting
    ? `Nothing more came for ${duration(idle ?? 0)}; the connection is still open and waits for the rest.`
    : `${end}${after}, with no Close frame.`;
  return {
    ...about,
    cause: lasting ? 'frame-stalled' : 'closed-inside-frame',
    title: `Incomplete frame: ${received} of ${declared} bytes${idle !== undefined && idle >= 1000 ? `, then nothing for ${duration(idle)}` : ''}`,
    explanation: `${name.charAt(0).toUpperCase()}${name.slice(1)} declares ${count(declared, 'byte')} of payload and ${received} came. ${rest}`,
    likelyCauses: [
      ...crashed,
      {
        cause: 'The length in the header is wrong',
        because: `It says ${declared}, and the server may have had only ${received} to send.`,
      },
    ],
    remedies,
    section: 'RFC 6455 §7.1.5, §5.2',
  };
};

const crashed = [
  {
    cause: 'The server process ended, or was killed, while it was sending',
    because: 'A frame was begun and not finished.',
  },
  {
    cause: 'A proxy cut the connection at a limit of its own',
    because: 'Size and time limits cut in the middle of a frame.',
  },
];
const remedies = [
  { title: 'Look into the log of the server for this moment' },
  { title: 'Compare the declared length with what the server meant to send' },
];

function swap16(length: number): number | undefined {
  return length > 0xff && length <= 0xffff ? ((length & 0xff) << 8) | (length >> 8) : undefined;
}

/** The upper six bytes of a 64-bit length as text, when they are printable; the lower ones are beyond a number's precision. */
function asText(length: number): string | undefined {
  const hex = BigInt(Math.trunc(length)).toString(16).padStart(16, '0').slice(0, 12);
  const codes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return codes.every((code) => code >= 0x20 && code < 0x7f) ? String.fromCharCode(...codes) : undefined;
}

function byteSwapped(
  about: Pick<Diagnosis, 'stage' | 'evidence'>,
  name: string,
  declared: number,
  received: number,
  evidence: Evidence,
): Diagnosis {
  const ended = evidence.traffic.endedMs !== undefined;
  return {
    ...about,
    stage: 'framing',
    cause: 'length-byte-swapped',
    title: `${name.charAt(0).toUpperCase()}${name.slice(1)} stays incomplete: ${received} of ${declared} bytes, and ${declared} is ${received} with its bytes swapped`,
    explanation: `The header declares ${declared} bytes and exactly ${received} came${ended ? ' before the connection ended' : ''}. Read in the other byte order the length is ${received}, so the frame was complete all the time.`,
    likelyCauses: [
      {
        cause: 'The server writes the length in the byte order of its processor (little-endian)',
        because: `${declared} = 0x${declared.toString(16).padStart(4, '0')}, ${received} = 0x${received.toString(16).padStart(4, '0')}.`,
      },
    ],
    remedies: [
      {
        title:
          'Have the server write lengths in network byte order, the most significant byte first (htons, writeUInt16BE)',
      },
    ],
    section: 'RFC 6455 §5.2',
  };
}
