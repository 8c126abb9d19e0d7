import { expect, test } from 'vitest';
import { nameNotFound } from '../../../../src/diagnosis/rules/dns/nameNotFound.ts';
import type { Phase } from '../../../../src/diagnosis/evidence.ts';
import { dnsOk, evidence, failure } from '../../../support/evidence.ts';

const missing = (host: string, code = 'ENOTFOUND') =>
  nameNotFound(
    evidence({
      asked: { url: `ws://${host}/` },
      failure: failure('dns', code, `getaddrinfo ${code} ${host}`),
      phases: [
        {
          name: 'dns',
          host,
          addresses: [],
          startMs: 0,
          durationMs: 4,
          ok: false,
          code,
          message: `getaddrinfo ${code} ${host}`,
        },
      ],
    }),
  );

test('names the host and quotes the look-up', () => {
  const diagnosis = missing('exmaple.test');
  expect(diagnosis).toMatchObject({
    stage: 'dns',
    cause: 'name-not-found',
    title: 'The host name exmaple.test does not exist',
  });
  expect(diagnosis?.evidence[0]?.text).toBe(
    'dns exmaple.test: ENOTFOUND after 4 ms (getaddrinfo ENOTFOUND exmaple.test)',
  );
});

test('a name without a dot, and a private one, have likelier causes than a typing error', () => {
  expect(missing('backend')?.likelyCauses[0]?.because).toContain('no dot');
  expect(missing('chat.internal')?.likelyCauses[0]?.cause).toContain('VPN');
});

test('a misspelt localhost is one click away', () => {
  expect(missing('locahost')?.remedies[0]?.change).toEqual({ kind: 'url', url: 'ws://localhost/' });
  expect(missing('example.test')?.remedies.some(({ change }) => change !== undefined)).toBe(false);
});

test('a failed look-up is another matter', () => expect(missing('a.test', 'EAI_AGAIN')).toBeUndefined());

test('name servers of one’s own are named, and the machine’s left alone', () => {
  const diagnosis = nameNotFound(
    evidence({
      failure: failure('dns', 'ENOTFOUND'),
      phases: [{ ...dnsOk, addresses: [], servers: ['192.0.2.53:5353'], ok: false, code: 'ENOTFOUND' } as Phase],
    }),
  );
  expect(diagnosis?.explanation).toContain('The name server 192.0.2.53:5353 knows no address for "example.test"');
  expect(diagnosis?.evidence[0]?.text).toBe('dns example.test, asked of 192.0.2.53:5353: ENOTFOUND after 2 ms');
  expect(diagnosis?.remedies.map(({ title }) => title)).toContain(
    'Look the name up in a terminal: dig @192.0.2.53 -p 5353 example.test',
  );
  expect(JSON.stringify(diagnosis)).not.toContain('remote workspace');
});

test('the system says the same of a name with addresses of the other family', () => {
  const diagnosis = nameNotFound(
    evidence({ asked: { addressFamily: 'ipv6' }, failure: failure('dns', 'ENOTFOUND'), phases: [dnsOk] }),
  );
  expect(diagnosis?.title).toBe('The host name example.test does not exist, or has no IPv6 address');
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'option', path: 'addressFamily', value: 'any' });
});
