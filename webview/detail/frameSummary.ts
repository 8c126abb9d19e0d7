import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { statusCodeMeaning, statusCodeName } from '../../src/protocol/statusCode.ts';
import { type Child, el, icon } from '../dom.ts';
import { frameKind } from '../frameList/frameKind.ts';
import { formatBytes, formatCount, formatMicros, plural } from '../numbers.ts';

/** The detail pane's heading: which frame, and what it is in a few words. */
export function frameSummary(frame: FrameDetail): HTMLElement {
  const arrow = frame.from === 'client' ? 'arrow-up' : 'arrow-down';
  return el(
    'div',
    { class: 'frame-summary' },
    el('h2', {}, `Frame ${formatCount(frame.number)}`),
    fact(icon(arrow), `from ${frame.from}`),
    fact(frameKind(frame)),
    fact(sizeWords(frame)),
    fact(`at ${formatMicros(frame.atMs)} ms`),
  );
}

const fact = (...words: readonly Child[]): HTMLElement => el('span', { class: 'fact' }, ...words);

/** "5 bytes", "7 bytes, 5 inflated", "10 of 4,096 bytes received". */
export function sizeWords(frame: FrameDetail): string {
  const { payloadReceived, payloadLength, message } = frame;
  if (payloadReceived < payloadLength)
    return `${formatCount(payloadReceived)} of ${plural(payloadLength, 'byte')} received`;
  const exact = payloadLength < 10_240 ? plural(payloadLength, 'byte') : formatBytes(payloadLength);
  if (message?.compressed !== true || message.frames > 1 || message.length === undefined) return exact;
  return `${exact}, ${formatCount(message.length)} inflated`;
}

/** What a Close frame's payload says (RFC 6455 §5.5.1). */
export function closeSummary(payload: Uint8Array): string {
  if (payload.length === 0) return 'Close without a status code.';
  if (payload.length === 1) return 'Close with a payload of one byte: a status code takes two.';
  const code = (payload[0] ?? 0) * 256 + (payload[1] ?? 0);
  const reason = new TextDecoder().decode(payload.subarray(2));
  const said = reason === '' ? 'No reason given.' : `Reason: ${reason}`;
  return `Status code ${code}, ${statusCodeName(code)}. ${statusCodeMeaning(code)} ${said}`;
}
