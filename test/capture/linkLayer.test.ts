import { expect, test } from 'vitest';
import { ipStartOf, isReadableLinkType, LINKTYPE, unreadableLinkType } from '../../src/capture/linkLayer.ts';

const start = (linkType: number, hex: string, littleEndian = true): number | undefined => {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return ipStartOf(linkType, new DataView(bytes.buffer), 0, bytes.length, littleEndian);
};
const MACS = '02'.repeat(12);

test('Ethernet with any number of VLAN tags; what is no IP is nothing', () => {
  expect(start(LINKTYPE.ethernet, `${MACS} 0800 45`)).toBe(14);
  expect(start(LINKTYPE.ethernet, `${MACS} 8100 0005 86dd 60`)).toBe(18);
  expect(start(LINKTYPE.ethernet, `${MACS} 88a8 0005 8100 0006 0800 45`)).toBe(22);
  expect(start(LINKTYPE.ethernet, `${MACS} 0806 0001`)).toBeUndefined();
  expect(start(LINKTYPE.ethernet, MACS)).toBeUndefined();
});

test('Linux cooked, both versions', () => {
  expect(start(LINKTYPE.linuxCooked, `${'00'.repeat(14)} 0800 45`)).toBe(16);
  expect(start(LINKTYPE.linuxCooked2, `86dd ${'00'.repeat(18)} 60`)).toBe(20);
  expect(start(LINKTYPE.linuxCooked2, '86dd')).toBeUndefined();
});

test('BSD loopback in the byte order of its machine, OpenBSD in network order', () => {
  expect(start(LINKTYPE.null, '02000000 45')).toBe(4);
  expect(start(LINKTYPE.null, '0000001e 60', false)).toBe(4);
  expect(start(LINKTYPE.loop, '00000018 60')).toBe(4);
  expect(start(LINKTYPE.null, '07000000 45')).toBeUndefined();
  expect(start(LINKTYPE.null, '02')).toBeUndefined();
});

test('raw IP, by all its numbers', () => {
  for (const linkType of [LINKTYPE.raw, LINKTYPE.ipv4, LINKTYPE.ipv6, 12, 14]) {
    expect([isReadableLinkType(linkType), start(linkType, '45')]).toEqual([true, 0]);
  }
});

test('others are named', () => {
  expect(isReadableLinkType(105)).toBe(false);
  expect(unreadableLinkType(105)).toContain('link type 105');
});
