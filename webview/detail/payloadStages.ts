import { formatHex, parseHex } from '../../src/base/hex.ts';
import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { el } from '../dom.ts';
import type { Payload } from './payload.ts';

const SHOWN_BYTES = 12;

interface Stage {
  readonly name: string;
  readonly hex: string;
  readonly ascii: string;
}

/**
 * The payload's first bytes in each stage: as they crossed the wire, combined with the masking key, unmasked (RFC 6455 §5.3), inflated
 * (RFC 7692). The wire's bytes of a masked frame follow from the unmasked ones: the same exclusive or undoes itself.
 */
export function payloadStages(frame: FrameDetail, payload: Payload, of: 'frame' | 'message'): HTMLElement | false {
  const shown = payload.bytes().subarray(0, SHOWN_BYTES);
  if (shown.length === 0) return false;
  const compressed = frame.message?.compressed === true;
  // Of a compressed message only what came out is here; its frames show what went in.
  const stages: Stage[] = of === 'message' && compressed ? [stage('Inflated', shown)] : frameStages(frame, of, shown);
  const rows = stages.map(({ name, hex, ascii }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, name),
      el('td', { class: 'mono' }, hex),
      el('td', { class: 'mono' }, ascii),
    ),
  );
  const hint = compressed
    ? of === 'message'
      ? 'Choose "This frame" above for the bytes before inflation.'
      : 'Choose "Whole message" above for the bytes after inflation.'
    : undefined;
  return el(
    'section',
    { class: 'stages', testid: 'payload-stages', 'aria-label': 'The first bytes of the payload, stage by stage' },
    el('h3', {}, `First ${shown.length === 1 ? 'byte' : `${shown.length} bytes`} of the payload`),
    el('table', { class: 'fields' }, el('tbody', {}, ...rows)),
    hint !== undefined && el('p', { class: 'quiet' }, hint),
  );
}

function frameStages({ maskingKey, message }: FrameDetail, of: 'frame' | 'message', unmasked: Uint8Array): Stage[] {
  const key = maskingKey === undefined ? undefined : parseHex(maskingKey);
  // A whole message of several frames has several keys.
  if (key?.ok !== true || (of === 'message' && message !== undefined && message.frames > 1)) {
    return [stage(key === undefined ? 'On the wire, not masked' : 'Unmasked', unmasked)];
  }
  const repeated = unmasked.map((_, i) => key.bytes[i % 4] ?? 0);
  const wire = unmasked.map((byte, i) => byte ^ (repeated[i] ?? 0));
  return [stage('On the wire', wire), stage('Masking key, repeated', repeated), stage('Unmasked', unmasked)];
}

const stage = (name: string, bytes: Uint8Array): Stage => ({
  name,
  hex: formatHex(bytes),
  ascii: String.fromCharCode(...bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e))),
});
