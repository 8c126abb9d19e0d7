import { expect, test } from 'vitest';
import { readIpPacket } from '../../src/capture/ipPacket.ts';

const read = (hex: string, length?: number): unknown => {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return readIpPacket(new DataView(bytes.buffer), 0, length ?? bytes.length);
};

const V4 = '4500 0028 0000 4000 4006 0000 0a000001 0a000002';
const TCP = '00'.repeat(20);
const addresses = '20010db8000000000000000000000001 20010db8000000000000000000000002';

test('IPv4, its options and a length of zero', () => {
  expect(read(V4 + TCP)).toEqual({ source: '10.0.0.1', target: '10.0.0.2', start: 20, end: 40 });
  expect(read(`46${V4.slice(2).replace('0028', '002c')}01010101${TCP}`)).toMatchObject({ start: 24, end: 44 });
  expect(read(V4.replace('0028', '0000') + TCP)).toMatchObject({ start: 20, end: 40 });
});

test('IPv4 that cannot be read says why', () => {
  expect(read(V4, 12)).toBe('12 bytes are no IP packet');
  expect(read(V4.replace('4500', '4400') + TCP)).toBe('the lengths in the IPv4 header do not fit the packet');
  expect(read(V4.replace('4000 4006', '2000 4006') + TCP)).toContain('fragment');
  expect(read(V4.replace('4006', '4011') + TCP)).toBe('it is not TCP');
});

test('IPv6 with and without extension headers', () => {
  expect(read(`60000000 0014 0640 ${addresses}${TCP}`)).toEqual({
    source: '2001:db8::1',
    target: '2001:db8::2',
    start: 40,
    end: 60,
  });
  expect(read(`60000000 001c 3c40 ${addresses} 0600010400000000 ${TCP}`)).toMatchObject({ start: 48, end: 68 });
  expect(read(`60000000 0000 0640 ${addresses}${TCP}`)).toMatchObject({ start: 40, end: 60 });
});

test('IPv6 that cannot be read says why', () => {
  expect(read(`60000000 0014 0640 ${addresses}`, 30)).toBe('the lengths in the IPv6 header do not fit the packet');
  expect(read(`60000000 0014 1140 ${addresses}${TCP}`)).toBe('it is not TCP');
  expect(read(`60000000 001c 2c40 ${addresses} 0600000100000000 ${TCP}`)).toContain('fragment');
  expect(read(`60000000 0004 3c40 ${addresses} 06000104`)).toBe('the lengths in the IPv6 header do not fit the packet');
});
