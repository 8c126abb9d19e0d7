import { expect, test } from 'vitest';
import { handshakeMarkdown } from '../../../src/diagnosis/report/handshakeMarkdown.ts';
import { handshake, head } from './handshakes.ts';

const hostile = '`````\n</details><script>alert(1)</script>\n# heading | [x](javascript:1) @ann https://evil.test';

test('every attempt, and the way by redirects', () => {
  const report = handshakeMarkdown([
    handshake(),
    handshake({
      attempt: 2,
      url: 'wss://b.test/',
      reason: { kind: 'redirect', status: 301, from: 'ws://a.test/chat', dropped: [] },
    }),
  ]);
  expect(report.split('\n').filter((line) => /^##? /.test(line))).toEqual([
    '# Opening handshake with `ws://a.test/chat`',
    '## Attempt 1',
    '## Attempt 2: followed a 301 from `ws://a.test/chat`',
  ]);
  expect(report).toContain('Redirects:\n\n- Attempt 2: 301, from `ws://a.test/chat` to `wss://b.test/`');
});

test('what a server wrote stands in code alone', () => {
  const response = { ...head('HTTP/1.1 400 <b>', [['X-Evil', '```` <img> `']]), status: 400, reason: '<b> `*`' };
  const body = { text: hostile, hex: undefined, contentType: '`<i>`', wireLength: 1, truncated: false };
  const report = handshakeMarkdown([handshake({ response, body, accepted: false })]);
  // What is left without fences and code spans is ours.
  const ours = report.replace(/^(`{3,})\w*\n[^]*?^\1$/gm, '').replace(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
  expect(ours).not.toMatch(/[<>]|evil|@ann|javascript/);
  expect(report).toContain('``````text\n');
});

test('no secret gets in', () => {
  const request = head('GET /?token=s3cret HTTP/1.1', [
    ['Authorization', 'Bearer s3cret'],
    ['Cookie', 'sid=s3cret'],
    ['X-Api-Key', 's3cret'],
  ]);
  const response = {
    ...head('HTTP/1.1 302 Found', [
      ['Set-Cookie', 'sid=s3cret'],
      ['Location', '/?token=s3cret'],
    ]),
    status: 302,
    reason: 'Found',
  };
  const body = {
    text: '{"token":"s3cret"}',
    hex: undefined,
    contentType: 'application/json',
    wireLength: 1,
    truncated: false,
  };
  expect(handshakeMarkdown([handshake({ request, response, body, accepted: false })])).not.toContain('s3cret');
});

test('nothing yet', () => expect(handshakeMarkdown([])).toBe('# Opening handshake\n\nNothing was recorded yet.\n'));
