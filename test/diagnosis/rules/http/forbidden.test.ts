import { expect, test } from 'vitest';
import { forbidden } from '../../../../src/diagnosis/rules/http/forbidden.ts';
import { refusal, request, response } from '../../../support/evidence.ts';

const refused = (text?: string, changes: Parameters<typeof refusal>[2] = {}, ...headers: string[]) =>
  forbidden(refusal(response('HTTP/1.1 403 Forbidden', ...headers), text, changes));

test('says which Origin was sent', () => {
  const diagnosis = refused('no', { asked: { origin: 'https://evil.test' } });
  expect(diagnosis).toMatchObject({ stage: 'http', cause: 'forbidden' });
  expect(diagnosis?.explanation).toContain('the Origin "https://evil.test" was sent');
  expect(diagnosis?.evidence.at(-1)).toEqual({
    text: 'our request: Origin: https://evil.test',
    source: { kind: 'request' },
  });
  expect(diagnosis?.remedies.map(({ change }) => change).slice(0, 2)).toEqual([
    { kind: 'origin', origin: 'http://example.test' },
    { kind: 'origin', origin: undefined },
  ]);
});

test('says that none was sent', () => {
  const diagnosis = refused();
  expect(diagnosis?.explanation).toContain('no Origin header was sent');
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'origin', origin: 'http://example.test' });
});

test('an Origin among the headers counts', () => {
  expect(refused(undefined, { request: request('Origin: http://example.test') })?.likelyCauses[0]?.cause).toBe(
    'Credentials are missing',
  );
});

test('a server that speaks of the origin', () => {
  expect(
    refused('request origin not allowed by Upgrader.CheckOrigin', { asked: { origin: 'http://a.test' } }),
  ).toMatchObject({ cause: 'origin-refused', title: 'The server refuses the Origin http://a.test (403)' });
});

test('a firewall in front is named', () => {
  expect(refused('<h1>Sorry, you have been blocked</h1>', {}, 'Server: cloudflare', 'CF-RAY: 8f')).toMatchObject({
    cause: 'blocked-by-firewall',
    title: 'Blocked by Cloudflare, not by the application (403)',
  });
});

test('other statuses are other matters', () => expect(forbidden(refusal(response('HTTP/1.1 404 X')))).toBeUndefined());
