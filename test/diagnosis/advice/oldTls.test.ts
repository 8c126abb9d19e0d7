import { expect, test } from 'vitest';
import { oldTls } from '../../../src/diagnosis/advice/oldTls.ts';
import { around, openTo, tls } from './samples.ts';

test.each([
  ['TLSv1', 'TLS 1.0'],
  ['TLSv1.1', 'TLS 1.1'],
])('%s is deprecated', (version, words) => {
  expect(oldTls(openTo('wss://a.test/', { phases: [tls({ version })] }), around)?.title).toContain(words);
});

test.each(['TLSv1.2', 'TLSv1.3'])('nothing about %s, nor about a proxy’s own TLS', (version) => {
  const phases = [tls({ peer: 'proxy', version: 'TLSv1' }), tls({ version })];
  expect(oldTls(openTo('wss://a.test/', { phases }), around)).toBeUndefined();
});
