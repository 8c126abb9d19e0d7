import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ocspStatus } from '../../../src/session/dial/ocsp.ts';

/** X.690 §8.1, for contents of any length. */
function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

const OCTETS = 0x04;
const SEQUENCE = 0x30;

function answer(certStatus: Uint8Array, { version = false, responseStatus = 0 } = {}): Uint8Array {
  const oid = der(0x06, Buffer.of(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01));
  const certId = der(SEQUENCE, Buffer.alloc(60, 7));
  const thisUpdate = der(0x18, Buffer.from('20260101000000Z'));
  const single = der(SEQUENCE, certId, certStatus, thisUpdate);
  const data = der(
    SEQUENCE,
    ...(version ? [der(0xa0, der(0x02, Buffer.of(0)))] : []),
    der(0xa2, der(OCTETS, Buffer.alloc(20, 1))),
    der(0x18, Buffer.from('20260101000000Z')),
    der(SEQUENCE, single),
  );
  const basic = der(SEQUENCE, data, der(SEQUENCE), der(0x03, Buffer.of(0, 1, 2)));
  return der(SEQUENCE, der(0x0a, Buffer.of(responseStatus)), der(0xa0, der(SEQUENCE, oid, der(OCTETS, basic))));
}

test.each([
  ['good', der(0x80)],
  ['revoked', der(0xa1, der(0x18, Buffer.from('20250101000000Z')))],
  ['unknown', der(0x82)],
] as const)('reads %s', (word, certStatus) => {
  expect(ocspStatus(answer(certStatus))).toBe(word);
  expect(ocspStatus(answer(certStatus, { version: true }))).toBe(word);
});

test('an answer that is an error of its own says nothing of the certificate', () => {
  expect(ocspStatus(answer(der(0x80), { responseStatus: 3 }))).toBe('unreadable');
  expect(ocspStatus(der(SEQUENCE, der(0x0a, Buffer.of(6))))).toBe('unreadable');
});

test('never throws, wherever the bytes are cut or whatever they are', () => {
  const whole = answer(der(0x80));
  for (let length = 0; length < whole.length; length++)
    expect(ocspStatus(whole.subarray(0, length))).toBe('unreadable');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(['good', 'revoked', 'unknown', 'unreadable']).toContain(ocspStatus(bytes));
    }),
  );
});
