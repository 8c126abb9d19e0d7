import type { Diagnosis, EvidenceQuote } from '../../diagnosis.ts';
import type { Evidence, FrameViolation } from '../../evidence.ts';
import { bytesQuote } from '../../quotes.ts';
import { side, type Stories, type Story, type Telling } from '../../story.ts';
import { violationKind } from '../../violationKind.ts';
import { afterUpgrade } from './afterUpgrade.ts';
import { closeFrames } from './closeFrames.ts';
import { compression } from './compression.ts';
import { controlFrames } from './controlFrames.ts';
import { fragments } from './fragments.ts';
import { lengths } from './lengths.ts';
import { lostFraming } from './lostFraming.ts';
import { masking } from './masking.ts';
import { reservedBits } from './reservedBits.ts';
import { text } from './text.ts';

const stories: Stories = {
  ...masking,
  ...reservedBits,
  ...lengths,
  ...controlFrames,
  ...fragments,
  ...text,
  ...closeFrames,
  ...compression,
  ...lostFraming,
};

/** Rules that endpoints usually let pass: they do not end the connection. */
const tolerated: ReadonlySet<string> = new Set([
  'length-not-minimal',
  'length-byte-swapped',
  'deflate-window',
  'deflate-trailing',
  'deflate-empty',
  'close-repeated',
  'data-after-close',
  'bytes-after-close',
]);

/** Told elsewhere: a frame that was cut off is a matter of closing, a message too large for us is our limit. */
const elsewhere: ReadonlySet<string> = new Set(['stream-ended-inside-frame', 'deflate-cap']);

/** Rules whose breach explains the others at the same place; the first that is there leads alone. */
const explaining: readonly string[] = [
  'chunks-instead-of-frames',
  'http2-instead-of-frames',
  'text-instead-of-frames',
  'length-probably-off',
  'length-impossible',
  'length-top-bit',
  'framing-lost',
];

/** The most diagnoses about one stream: after a few the first has said it all. */
const MOST = 4;

/**
 * One diagnosis for each broken rule that ended the connection, then one for each that was let pass before it. What the decoder
 * finds after the frame that ended it is only a consequence.
 */
export function framingViolations(evidence: Evidence): Diagnosis[] {
  const all = evidence.violations.filter(
    ({ violation }) => violationKind(violation.rule) === 'stream' && !elsewhere.has(violation.rule),
  );
  const counted = all.filter(({ violation }) => violation.by === 'server' || serverObjected(evidence));
  const fatal = counted.find(({ violation }) => !tolerated.has(violation.rule));
  const end = fatal === undefined ? counted.length : counted.indexOf(fatal);
  const place = fatal === undefined ? [] : counted.filter((one) => together(one, fatal));
  const reason = explaining.map((rule) => place.find(({ violation }) => violation.rule === rule)).find(Boolean);
  const ending = reason === undefined ? place.filter(({ violation }) => !tolerated.has(violation.rule)) : [reason];
  const before = counted.slice(0, end).filter((one) => tolerated.has(one.violation.rule));
  const told = onePerRule([...ending, ...before]).slice(0, MOST);
  return told.map((one) => diagnosisOf(one, evidence, place.includes(one) ? place : [one]));
}

/** A rule that we broke ourselves counts only when the server took offence at it. */
function serverObjected({ closing }: Evidence): boolean {
  if (closing === undefined) return false;
  if (!closing.clean) return closing.ended?.by !== 'client';
  return closing.first?.from === 'server' && [1002, 1003, 1007, 1008, 1009].includes(closing.code);
}

function together(one: FrameViolation, other: FrameViolation): boolean {
  if (one.violation.by !== other.violation.by) return false;
  if (one.frame !== undefined && other.frame !== undefined) return one.frame === other.frame;
  return one.violation.offset === other.violation.offset;
}

function onePerRule(violations: readonly FrameViolation[]): FrameViolation[] {
  return violations.filter(
    (one, index) => violations.findIndex((other) => other.violation.rule === one.violation.rule) === index,
  );
}

function diagnosisOf(
  { violation, frame, header, bytes }: FrameViolation,
  evidence: Evidence,
  place: readonly FrameViolation[],
): Diagnosis {
  const telling: Telling = {
    violation,
    frame,
    number: frame === undefined ? undefined : frame + 1,
    header,
    bytes,
    evidence,
  };
  const story: Story = afterUpgrade(telling) ?? stories[violation.rule]?.(telling) ?? plain(telling);
  return {
    stage: story.stage ?? 'framing',
    cause: story.cause ?? violation.rule,
    title: story.title,
    explanation: [violation.sentence, story.more ?? '', mustDo(telling, story)].filter((part) => part !== '').join(' '),
    evidence: quotes(telling, place),
    likelyCauses: story.likelyCauses,
    remedies: story.remedies,
    section: violation.section,
  };
}

function plain({ violation }: Telling): Story {
  return {
    title: violation.sentence.replace(/\.$/, ''),
    code: violation.section.startsWith('RFC 7692') ? 1007 : 1002,
    likelyCauses: [],
    remedies: [{ title: `Compare the frame with ${violation.section}` }],
  };
}

const codeNames = {
  1002: 'protocol error',
  1003: 'unsupported data',
  1007: 'invalid payload data',
  1009: 'message too big',
} as const;

function mustDo(telling: Telling, { code }: Story): string {
  if (code === undefined) return '';
  const closing = telling.evidence.closing;
  if (telling.violation.by === 'client') {
    const objection =
      closing?.first?.from === 'server' ? `The server closed with ${closing.code}` : 'The server ended the connection';
    return `${objection}; a receiver has to fail the connection then (${code}, ${codeNames[code]}).`;
  }
  return `A client has to fail the connection then, with the code ${code} (${codeNames[code]}).`;
}

function quotes(telling: Telling, together: readonly FrameViolation[]): EvidenceQuote[] {
  const { violation, number, frame, header, bytes } = telling;
  const source: EvidenceQuote['source'] =
    frame === undefined ? { kind: 'phase', name: 'response' } : { kind: 'frame', frame };
  const place = `${number === undefined ? 'stream' : `frame ${number}`} from ${side(telling)}, byte offset ${violation.offset} of what it wrote`;
  const others = together.map((one) => one.violation.sentence).filter((sentence) => sentence !== violation.sentence);
  return [
    { text: `${place}: ${violation.sentence}`, source },
    ...(bytes === undefined
      ? []
      : [{ text: `${frame === undefined ? 'bytes' : 'its bytes'}: ${bytesQuote(bytes)}`, source }]),
    ...(header === undefined ? [] : [{ text: `header: ${bits(header)}`, source }]),
    ...others.slice(0, 6).map((other) => ({ text: `at the same place: ${other}`, source })),
  ];
}

function bits(header: NonNullable<Telling['header']>): string {
  const bit = (name: string, set: boolean): string => `${name} ${set ? 1 : 0}`;
  const flags = [bit('FIN', header.fin), bit('RSV1', header.rsv1), bit('RSV2', header.rsv2), bit('RSV3', header.rsv3)];
  return `${flags.join(', ')}, opcode 0x${header.opcode.toString(16)}, ${bit('MASK', header.masked)}, length ${header.payloadLength}`;
}
