import { expect, it } from 'vitest';
import { BytesAfterClose } from '../../src/protocol/bytesAfterClose.ts';

it('counts all and shows the first sixteen', () => {
  const after = new BytesAfterClose('server', 50);
  after.push(Uint8Array.of(9, 1, 2), 1);
  after.push(new Uint8Array(20), 0);
  expect(after.violation()).toMatchObject({ rule: 'bytes-after-close', offset: 50, length: 22 });
  expect(after.violation().sentence).toContain('22 bytes that are no frames (01 02 00 00');
  expect(after.violation().sentence).toContain('…');
});

it('counts one', () => {
  const after = new BytesAfterClose('client', 0);
  after.push(Uint8Array.of(0x81), 0);
  expect(after.violation().sentence).toBe('After its Close frame the client sent 1 byte that is no frame (81).');
});
