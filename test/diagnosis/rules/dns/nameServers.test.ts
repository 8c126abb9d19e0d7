import { expect, test } from 'vitest';
import { lookUpByHand, lookUpOf, systemResolver } from '../../../../src/diagnosis/rules/dns/nameServers.ts';
import { evidence } from '../../../support/evidence.ts';

const lookUp = (servers?: readonly string[]) =>
  lookUpOf(
    evidence({
      phases: [
        {
          name: 'dns',
          host: 'a.test',
          addresses: [],
          ...(servers === undefined ? {} : { servers }),
          startMs: 0,
          durationMs: 1,
          ok: false,
        },
      ],
    }),
  );

test('the system’s resolver has no name, one’s own servers have', () => {
  expect(lookUp()).toMatchObject({ host: 'a.test', asked: 'the name server', knows: 'DNS knows' });
  expect(lookUp(['127.0.0.1:5353'])).toMatchObject({
    asked: 'the name server 127.0.0.1:5353',
    knows: 'The name server 127.0.0.1:5353 knows',
  });
  expect(lookUp(['192.0.2.1', '192.0.2.2']).knows).toBe('The name servers 192.0.2.1 and 192.0.2.2 know');
});

test.each([
  [undefined, 'nslookup a.test'],
  [['192.0.2.1'], 'nslookup a.test 192.0.2.1'],
  [['127.0.0.1:5353'], 'dig @127.0.0.1 -p 5353 a.test'],
  [['[2001:db8::1]:5353'], 'dig @2001:db8::1 -p 5353 a.test'],
  [['2001:db8::1'], 'nslookup a.test 2001:db8::1'],
])('%j by hand', (servers, command) => {
  expect(lookUpByHand(lookUp(servers)).title).toBe(`Look the name up in a terminal: ${command}`);
});

test('the resolver of the machine is a click away', () => {
  expect(systemResolver.change).toEqual({ kind: 'option', path: 'dnsServers', value: '' });
});
