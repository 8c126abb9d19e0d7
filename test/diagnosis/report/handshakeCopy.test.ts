import { expect, test } from 'vitest';
import { handshakeCopy } from '../../../src/diagnosis/report/handshakeCopy.ts';
import { handshake, head, upgrade } from './handshakes.ts';

const views = [handshake(), handshake({ attempt: 2, request: undefined })];

test('each form of an attempt', () => {
  expect(handshakeCopy(views, 1, 'curl')).toMatch(/^curl /);
  expect(handshakeCopy(views, 1, 'request')).toMatch(/^GET \/chat HTTP\/1\.1\r\n/);
  expect(handshakeCopy(views, 2, 'markdown')).toMatch(/## Attempt 1[^]*## Attempt 2/);
});

test('nothing where there is nothing', () => {
  expect(handshakeCopy(views, 2, 'curl')).toBeUndefined();
  expect(handshakeCopy(views, 2, 'request')).toBeUndefined();
  expect(handshakeCopy(views, 3, 'markdown')).toBeUndefined();
});

test.each(['curl', 'request', 'markdown'] as const)('%s does not tell the API key of the query', (form) => {
  const asked = head(
    'GET /chat?acme=hunter2 HTTP/1.1',
    upgrade('a.test', [['Referer', 'http://a.test/?acme=hunter2']]),
  );
  const moved = head('HTTP/1.1 302 Found', [['Location', '/there?acme=hunter2']]);
  const view = handshake({
    request: asked,
    response: { ...moved, status: 302, reason: 'Found' },
    body: {
      text: '<a href="/there?acme=hunter2">moved</a>',
      hex: undefined,
      contentType: 'text/html',
      wireLength: 39,
      truncated: false,
    },
    secretParameters: ['acme'],
  });
  const copied = handshakeCopy([view], 1, form);
  expect(copied).toContain('acme=•••');
  expect(copied).not.toContain('hunter2');
});
