/** What a failed inflation means, said of the message whose fault it is (RFC 7692 §6.1, §7.2). */
import { isUtf8 } from 'node:buffer';
import type { Endpoint } from './endpoint.ts';
import { createInflater, type InflateFault } from './permessageDeflate.ts';
import { violationOf, type Violation, type ViolationRule } from './violation.ts';

interface Concerned {
  readonly number: number;
  readonly payloadOffset: number;
  readonly wireLength: number;
}

const RULES: Readonly<Record<Exclude<InflateFault['kind'], 'victim'>, ViolationRule>> = {
  garbage: 'deflate-garbage',
  truncated: 'deflate-truncated',
  empty: 'deflate-empty',
  window: 'deflate-window',
  cap: 'deflate-cap',
  trailing: 'deflate-trailing',
  context: 'deflate-context',
};

const SHOWN = 60;

/** The payload as text, when it plainly is some: UTF-8 without control characters. */
function readableText(payload: Uint8Array): string | undefined {
  if (payload.length === 0 || !isUtf8(payload)) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload);
  // eslint asks that control characters be compared, not written into a pattern.
  for (const character of text) {
    if ((character < ' ' && !'\t\r\n'.includes(character)) || character === '\x7f') return undefined;
  }
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Undefined when the message is not to blame: an earlier one was. */
export function judgeInflation(
  fault: InflateFault,
  payload: Uint8Array,
  by: Endpoint,
  message: Concerned,
): Violation | undefined {
  if (fault.kind === 'victim') return undefined;
  const { payloadOffset, wireLength, number } = message;
  const text = readableText(payload);
  if (text !== undefined && fault.kind !== 'cap' && fault.kind !== 'empty') {
    const sentence = `RSV1 is set, but the payload is not compressed: it reads as the text ${text}`;
    return violationOf('deflate-not-compressed', by, payloadOffset, wireLength, sentence);
  }
  const later =
    fault.kind === 'garbage' || fault.kind === 'truncated' || fault.kind === 'empty'
      ? ' A receiver may then fail at the next message, which is not to blame.'
      : '';
  const sentence = `The compressed payload of message ${number} ${fault.detail}.${later}`;
  return violationOf(RULES[fault.kind], by, payloadOffset, wireLength, sentence);
}

const MAX_TRY = 1_048_576;

/** Why a payload that should not be compressed plainly is, or undefined when it is not. */
export function looksCompressed(payload: Uint8Array): string | undefined {
  if (payload.length === 0 || readableText(payload) !== undefined) return undefined;
  const inflater = createInflater({ maxWindowBits: 15, noContextTakeover: false, maxLength: MAX_TRY });
  const { bytes, fault } = inflater.inflate(payload);
  if (fault !== undefined && fault.kind !== 'cap') return undefined;
  const text = readableText(bytes);
  const what = text === undefined ? `${bytes.length} bytes` : `the text ${text}`;
  return `The payload inflates to ${what}: it was compressed although permessage-deflate was not agreed on.`;
}
