import { deflateRawSync, inflateRawSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wireOffset } from '../../src/base/branded.ts';
import { FrameDecoder } from '../../src/protocol/frameDecoder.ts';
import { windowMessage } from '../../src/session/windowMessage.ts';

const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** The payload of the one frame in `bytes`. */
function payloadOf(bytes: Uint8Array): Uint8Array {
  const headerLength = bytes.length - 6 < 126 ? 2 : 4;
  return bytes.subarray(headerLength);
}

test('is one compressed binary message', () => {
  const starts: unknown[] = [];
  const decoder = new FrameDecoder('server', wireOffset(0), {
    frameStart: ({ fin, rsv1, rsv2, rsv3, opcode, masked }) => {
      starts.push({ fin, rsv1, rsv2, rsv3, opcode, masked });
      return true;
    },
    framePayload: () => undefined,
    frameEnd: () => undefined,
  });
  const bytes = windowMessage(Buffer.from('window'));
  decoder.push(bytes, 0, bytes.length, 0 as never);
  expect(starts).toEqual([{ fin: true, rsv1: true, rsv2: false, rsv3: false, opcode: 2, masked: false }]);
});

test('inflates to the window, and what is compressed after the window inflates after it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40_000 }), (bytes) => {
      const window = bytes.subarray(-32_768);
      const payload = payloadOf(windowMessage(window));
      expect(Buffer.compare(inflate([payload]), window)).toBe(0);
      const next = deflateRawSync(window.subarray(0, 100), { dictionary: window, finishFlush: constants.Z_SYNC_FLUSH });
      const both = inflate([payload, next.subarray(0, -4)]);
      expect(Buffer.compare(both, Buffer.concat([window, window.subarray(0, 100)]))).toBe(0);
    }),
    { numRuns: 50 },
  );
});

/** Of payloads one after the other, as an endpoint with context takeover does it (RFC 7692 §7.2.2). */
const inflate = (payloads: readonly Uint8Array[]): Buffer =>
  inflateRawSync(Buffer.concat(payloads.flatMap((payload) => [payload, TAIL])), {
    finishFlush: constants.Z_SYNC_FLUSH,
  });
