import { wireOffset } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';
import { statusCodeFault, statusCodeName } from './statusCode.ts';
import { describeUtf8Fault, utf8FaultOf } from './utf8.ts';
import { violationOf, type Violation } from './violation.ts';

/** RFC 6455 §5.5: what a control frame may hold. */
export const MAX_CONTROL_PAYLOAD = 125;

export interface ClosePayload {
  /** Undefined when the payload is shorter than two bytes. */
  readonly code: number | undefined;
  /** Bytes that are no UTF-8 read as U+FFFD. */
  readonly reason: string;
}

/** RFC 6455 §5.5.1; `payload` unmasked. */
export function readClosePayload(payload: Uint8Array): ClosePayload {
  if (payload.length < 2) return { code: undefined, reason: '' };
  const code = new DataView(payload.buffer, payload.byteOffset).getUint16(0);
  return { code, reason: new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload.subarray(2)) };
}

const swapped = (code: number): number => ((code & 0xff) << 8) | (code >> 8);

function codeViolation(code: number, by: Endpoint, offset: number): Violation | undefined {
  switch (statusCodeFault(code)) {
    case undefined:
      return undefined;
    case 'not-for-the-wire':
      return violationOf(
        'close-code-not-for-the-wire',
        by,
        offset,
        2,
        `Close code ${code} (${statusCodeName(code)}) stands for a local finding and must never be sent.`,
      );
    case 'unassigned':
      return violationOf(
        'close-code-unassigned',
        by,
        offset,
        2,
        `Close code ${code} is unassigned: no registry gives it a meaning.`,
      );
    case 'out-of-range': {
      const other = swapped(code);
      const hint =
        statusCodeFault(other) === undefined
          ? ` With its two bytes swapped it is ${other} (${statusCodeName(other)}): it was probably written in the wrong byte order.`
          : '';
      return violationOf(
        'close-code-out-of-range',
        by,
        offset,
        2,
        `Close code ${code} is not between 1000 and 4999.${hint}`,
      );
    }
  }
}

/** What is wrong with a Close frame's payload (RFC 6455 §5.5.1, §7.4); `offset` is the payload's first byte on the wire. */
export function judgeClosePayload(payload: Uint8Array, by: Endpoint, offset: number): Violation[] {
  const found: Violation[] = [];
  if (payload.length === 1) {
    found.push(
      violationOf(
        'close-payload-one-byte',
        by,
        wireOffset(offset),
        1,
        'The Close frame has one payload byte; it must have none, or a two-byte code and a reason.',
      ),
    );
  }
  if (payload.length < 2) return found;
  const code = new DataView(payload.buffer, payload.byteOffset).getUint16(0);
  const wrongCode = codeViolation(code, by, offset);
  if (wrongCode !== undefined) found.push(wrongCode);
  const fault = utf8FaultOf(payload.subarray(2));
  if (fault !== undefined) {
    found.push(
      violationOf(
        'close-reason-not-utf8',
        by,
        offset + 2 + fault.offset,
        fault.bytes.length,
        `The reason of the Close frame (code ${code}) is not UTF-8: at byte ${fault.offset} of the reason ${describeUtf8Fault(fault)}.`,
      ),
    );
  }
  return found;
}
