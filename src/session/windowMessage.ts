import { encodeFrame } from '../protocol/frameEncoder.ts';
import { OPCODE } from '../protocol/opcode.ts';

/**
 * A compressed binary message whose inflation leaves an inflater with this window (RFC 7692 §7.2.2): the window itself in one stored
 * block (RFC 1951 §3.2.4), and an empty one without its last four octets, as RFC 7692 §7.2.1 has it. 1 to 65,535 bytes.
 */
export function windowMessage(window: Uint8Array): Uint8Array {
  const payload = new Uint8Array(window.length + 6);
  const { length } = window;
  payload.set([0x00, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff]);
  payload.set(window, 5);
  return encodeFrame({ opcode: OPCODE.binary, rsv1: true, payload });
}
