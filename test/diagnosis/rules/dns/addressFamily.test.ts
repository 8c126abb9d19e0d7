import { expect, test } from 'vitest';
import { bothFamilies, familyName, otherFamily } from '../../../../src/diagnosis/rules/dns/addressFamily.ts';

test('names both kinds, and the way back to both', () => {
  expect(familyName).toEqual({ ipv4: 'IPv4', ipv6: 'IPv6' });
  expect(otherFamily('ipv4').cause).toContain('IPv6');
  expect(otherFamily('ipv6').because).toContain('IPv6');
  expect(bothFamilies.change).toEqual({ kind: 'option', path: 'addressFamily', value: 'any' });
});
