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
  expect(diagnosis?.remedies).toEqual([
    {
      title: 'Send the server’s own Origin: http://example.test',
      change: { kind: 'origin', origin: 'http://example.test' },
    },
    { title: 'Add the Origin "https://evil.test" to the allowed ones in the server' },
    { title: 'Send the Authorization or Cookie header that the server expects' },
  ]);
});

test('says that none was sent', () => {
  const diagnosis = refused();
  expect(diagnosis?.explanation).toContain('no Origin header was sent');
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'origin', origin: 'http://example.test' });
  expect(diagnosis?.remedies.map(({ title }) => title).join()).not.toContain('allowed ones');
});

test.each(['http://example.test', 'https://example.test'])('after the server’s own Origin no circle: %s', (origin) => {
  const diagnosis = refused(undefined, { asked: { origin, headerNames: ['Cookie'] } });
  expect(diagnosis?.remedies.filter(({ change }) => change !== undefined)).toEqual([]);
  expect(diagnosis?.remedies.map(({ title }) => title)).toEqual([
    expect.stringContaining('Origin of a page that the server allows'),
    expect.stringContaining(`Add the Origin "${origin}"`),
    expect.stringContaining('credentials'),
  ]);
  expect(diagnosis?.likelyCauses.map(({ because }) => because).join()).toContain('which is the server’s own');
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
