import { expect, test } from 'vitest';
import { ipv4Text, ipv6Text, withPort } from '../../src/capture/ipAddress.ts';

test('IPv4 in dotted decimal', () => {
  expect(ipv4Text(0x7f000001)).toBe('127.0.0.1');
  expect(ipv4Text(0xc0a800ff)).toBe('192.168.0.255');
  expect(ipv4Text(0xc0a800ff)).toBe('192.168.0.255');
});

test.each([
  ['00000000000000000000000000000001', '::1'],
  ['00000000000000000000000000000000', '::'],
  ['20010db8000000000000000000000001', '2001:db8::1'],
  ['20010db8000000010000000000000001', '2001:db8:0:1::1'],
  ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
  ['fe800000000000000202b3fffe1e8329', 'fe80::202:b3ff:fe1e:8329'],
  ['00010000000000000000000000000000', '1::'],
])('IPv6 %s as RFC 5952 writes it', (hex, text) => {
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect(ipv6Text(new DataView(bytes.buffer), 0)).toBe(text);
});

test('brackets stand around IPv6 only', () => {
  expect([withPort('10.0.0.1', 80), withPort('::1', 80)]).toEqual(['10.0.0.1:80', '[::1]:80']);
});
