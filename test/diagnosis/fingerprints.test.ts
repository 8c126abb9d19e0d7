import { expect, test } from 'vitest';
import { fingerprints } from '../../src/diagnosis/fingerprints.ts';
import { body, response } from '../support/evidence.ts';

test('the telling one of a program stands first, and each program once', () => {
  const found = fingerprints(
    response('HTTP/1.1 502 Bad Gateway', 'Server: nginx', 'X-Powered-By: Express', 'CF-RAY: 8f'),
    body('<center>nginx</center>'),
  );
  expect(found.map(({ id }) => id)).toEqual(['nginx', 'express', 'cloudflare']);
  expect(found[0]).toMatchObject({ found: 'nginx', quote: { text: 'nginx', source: { kind: 'body' } } });
  expect(found[1]).toMatchObject({ found: 'X-Powered-By: Express', says: undefined });
});

test('secrets in a header are not quoted', () => {
  const found = fingerprints(
    response('HTTP/1.1 419 Expired', 'Set-Cookie: laravel_session=verysecret; Path=/'),
    undefined,
  );
  expect(found.map(({ id }) => id)).toEqual(['laravel']);
  expect(JSON.stringify(found)).not.toContain('verysecret');
});

test('nothing known, nothing said', () => {
  expect(fingerprints(response('HTTP/1.1 404 Not Found', 'Server: mine'), body('no'))).toEqual([]);
});
