/** What is said when a stream ends inside a frame (RFC 6455 §7.1.5). */
import type { StreamEnd } from './closingHandshake.ts';
import type { Endpoint } from './endpoint.ts';
import { exactLength, type WireFrameHeader } from './frameDecoder.ts';
import { swappedLength } from './frameRules.ts';
import { describeOpcode } from './opcode.ts';
import { violationOf, type Violation } from './violation.ts';

/** The stream ended after some octets of a header. */
export function judgeUnfinishedHeader(held: Uint8Array, by: Endpoint, offset: number): Violation {
  const octets = Array.from(held, (octet) => octet.toString(16).padStart(2, '0')).join(' ');
  const count = held.length === 1 ? '1 byte' : `${held.length} bytes`;
  const sentence = `The stream ended inside a frame header, after ${count} of it (${octets}).`;
  return violationOf('stream-ended-inside-frame', by, offset, held.length, sentence);
}

/** The stream ended after `received` payload bytes of the frame. One that was merely no longer watched broke no rule. */
export function judgeUnfinishedFrame(header: WireFrameHeader, received: number, how: StreamEnd): Violation[] {
  const found: Violation[] = [];
  const { from, wireOffset, lengthForm, payloadLength } = header;
  const length = header.headerLength + received;
  if (lengthForm !== 7 && swappedLength(exactLength(header), lengthForm / 8) === BigInt(received)) {
    const sentence = `The frame declares ${payloadLength} bytes and ${received} came: the same number with its bytes in the other order.`;
    found.push(violationOf('length-byte-swapped', from, wireOffset, length, sentence));
  }
  if (how !== 'abandoned') {
    const sentence = `The stream ended inside a ${describeOpcode(header.opcode)}: ${received} of ${payloadLength} payload bytes came.`;
    found.push(violationOf('stream-ended-inside-frame', from, wireOffset, length, sentence));
  }
  return found;
}
