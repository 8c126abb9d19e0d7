import { expect, test } from 'vitest';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { MAX_REDIRECTS, nextHop } from '../../src/session/redirect.ts';
import { evidence, refusal, response } from '../support/evidence.ts';

const headers = [
  ['Authorization', 'Bearer hush'],
  ['cookie', 'sid=1'],
  ['Proxy-Authorization', 'Basic eDp5'],
  ['X-Room', 'blue'],
] as const;

function hop(from: string, status: number, location: string | undefined, more: Partial<ConnectionOptions> = {}) {
  const answer = response(`HTTP/1.1 ${status} Moved`, ...(location === undefined ? [] : [`Location: ${location}`]));
  return nextHop(refusal(answer), { url: from, followRedirects: true, headers, ...more }, [from]);
}

test.each([301, 302, 303, 307, 308])('follows %i', (status) => {
  expect(hop('ws://a.test/x', status, 'ws://a.test/y')).toMatchObject({
    kind: 'follow',
    options: { url: 'ws://a.test/y' },
  });
});

test.each([200, 300, 304, 305, 404, 503])('does not follow %i', (status) => {
  expect(hop('ws://a.test/x', status, 'ws://a.test/y')).toEqual({ kind: 'none' });
});

test('does not follow unless asked to, nor without a Location, nor without an answer', () => {
  expect(hop('ws://a.test/', 302, '/y', { followRedirects: false })).toEqual({ kind: 'none' });
  expect(hop('ws://a.test/', 302, undefined)).toEqual({ kind: 'none' });
  expect(nextHop(evidence(), { url: 'ws://a.test/', followRedirects: true }, ['ws://a.test/'])).toEqual({
    kind: 'none',
  });
});

test.each([
  ['ws://a.test/x/y?q=1', 'z', 'ws://a.test/x/z'],
  ['ws://a.test/x', '/y?q=2', 'ws://a.test/y?q=2'],
  ['ws://a.test/x', '//b.test/y', 'ws://b.test/y'],
  ['ws://a.test/x', 'http://b.test/y', 'ws://b.test/y'],
  ['ws://a.test/x', 'https://b.test/y', 'wss://b.test/y'],
  ['wss://a.test/x', 'https://a.test:8443/y#part', 'wss://a.test:8443/y'],
])('from %s by %s to %s', (from, location, to) => {
  expect(hop(from, 302, location)).toMatchObject({ kind: 'follow', options: { url: to } });
});

test('keeps every header within one origin', () => {
  expect(hop('ws://a.test:81/x', 302, 'http://a.test:81/y')).toMatchObject({ options: { headers } });
});

test.each(['ws://b.test/x', 'ws://a.test:82/x', 'wss://a.test/x'])(
  'leaves credentials behind on the way to %s',
  (to) => {
    expect(hop('ws://a.test/x', 302, to)).toMatchObject({ kind: 'follow', options: { headers: [['X-Room', 'blue']] } });
  },
);

test('takes no user name from another origin’s Location', () => {
  expect(hop('ws://a.test/', 302, 'ws://user:secret@b.test/')).toMatchObject({ options: { url: 'ws://b.test/' } });
});

test.each([
  ['wss://a.test/', 'ws://a.test/', 'REDIRECT_DOWNGRADE', /wss:.*ws:/],
  ['wss://a.test/', 'http://a.test/', 'REDIRECT_DOWNGRADE', /http:\/\/a\.test/],
  ['ws://a.test/', 'ftp://a.test/', 'REDIRECT_SCHEME_REFUSED', /ftp:/],
  ['ws://a.test/', 'javascript:alert(1)', 'REDIRECT_SCHEME_REFUSED', /javascript:/],
  ['ws://a.test/', 'http://[bad', 'REDIRECT_LOCATION_INVALID', /\[bad/],
])('from %s to %s is refused: %s', (from, to, code, words) => {
  const next = hop(from, 302, to);
  expect(next).toMatchObject({ kind: 'refused', failure: { stage: 'http', code } });
  expect(next.kind === 'refused' && next.failure.message).toMatch(words);
});

test('a path stays on a Unix socket, anything else is not followed from there', () => {
  expect(hop('ws+unix:/run/a.sock:/x', 302, '/y?z=1')).toMatchObject({
    kind: 'follow',
    options: { url: 'ws+unix:/run/a.sock:/y?z=1' },
  });
  expect(hop('ws+unix:/run/a.sock:/x', 302, '/y#part')).toMatchObject({
    kind: 'follow',
    options: { url: 'ws+unix:/run/a.sock:/y' },
  });
  expect(hop('ws+unix:/run/a.sock:/x', 302, 'ws://b.test/')).toMatchObject({
    kind: 'refused',
    failure: { code: 'REDIRECT_SCHEME_REFUSED' },
  });
});

test('counts one redirect as one', () => {
  const answer = refusal(response('HTTP/1.1 302 Found', 'Location: /next'));
  const options = { url: 'ws://a.test/1', followRedirects: true, maxRedirects: 1 };
  const last = nextHop(answer, options, ['ws://a.test/0', 'ws://a.test/1']);
  expect(last.kind === 'refused' && last.failure.message).toMatch(/^Stopped after 1 redirect: /);
});

test('stops after as many redirects as are followed, and names the way', () => {
  const answer = refusal(response('HTTP/1.1 302 Found', 'Location: /next'));
  const options = { url: 'ws://a.test/n', followRedirects: true };
  const way = (urls: number) => Array.from({ length: urls }, (_, n) => `ws://a.test/${n}`);
  expect(nextHop(answer, options, way(MAX_REDIRECTS)).kind).toBe('follow');
  const last = nextHop(answer, options, way(MAX_REDIRECTS + 1));
  expect(last).toMatchObject({ kind: 'refused', failure: { code: 'REDIRECT_LIMIT' } });
  expect(last.kind === 'refused' && last.failure.message).toContain('ws://a.test/0 → ws://a.test/1');
});
