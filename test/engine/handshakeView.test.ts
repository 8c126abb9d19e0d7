import { expect, test } from 'vitest';
import { handshakeView } from '../../src/engine/handshakeView.ts';
import { Recorded } from '../cli/recorded.ts';
import * as sample from '../support/evidence.ts';

const view = (recorded: Recorded) =>
  handshakeView(
    {
      url: 'ws://example.test/chat',
      reason: { kind: 'first' },
      evidence: sample.evidence({ phases: [sample.tcpOk] }),
    },
    recorded.capture.attempts[0]!,
  );
const request = 'GET /chat HTTP/1.1\r\nHost: a\r\n\r\n';

test('shows both heads as they were', () => {
  const shown = view(new Recorded().open('X-odd-CASE: 1'));
  expect(shown).toMatchObject({
    attempt: 1,
    url: 'ws://example.test/chat',
    reason: { kind: 'first' },
    phases: [sample.tcpOk],
    accepted: true,
    body: undefined,
    violations: [],
    request: { startLine: 'GET /chat HTTP/1.1', violations: [] },
    response: { startLine: 'HTTP/1.1 101 Switching Protocols', status: 101, reason: 'Switching Protocols' },
  });
  expect(shown.request!.raw).toBe(Buffer.from(sample.request('X-odd-CASE: 1').raw).toString('latin1'));
  expect(shown.response!.headers.at(-1)).toEqual(['X-odd-CASE', '1']);
});

test('shows as far as it came', () => {
  expect(view(new Recorded())).toMatchObject({ request: undefined, response: undefined, accepted: false });
  expect(view(new Recorded().client(request))).toMatchObject({
    request: { startLine: 'GET /chat HTTP/1.1' },
    response: undefined,
  });
});

test('shows a body as text, or as hex when it is none', () => {
  const text = new Recorded().client(request);
  text.server('HTTP/1.1 404 No\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ngone');
  expect(view(text).body).toEqual({
    text: 'gone',
    hex: undefined,
    contentType: 'text/plain',
    wireLength: 4,
    truncated: false,
  });
  const image = new Recorded().client(request);
  image.server('HTTP/1.1 404 No\r\nContent-Type: image/png\r\nContent-Length: 5000\r\n\r\n', Buffer.alloc(5000, 0xff));
  const { body } = view(image);
  expect(body).toMatchObject({ text: undefined, wireLength: 5000 });
  expect(body!.hex!.split(' ').length).toBe(4096);
});

test('says when a body was cut', () => {
  const long = new Recorded().client(request).server('HTTP/1.1 500 No\r\nContent-Type: text/plain\r\n\r\n');
  for (let n = 0; n < 20; n++) long.server(Buffer.alloc(64 * 1024, 'x'));
  expect(view(long).body).toMatchObject({ truncated: true });
});

test('tells broken rules as sentences with their sections', () => {
  const shown = view(
    new Recorded().client(request).server('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n'),
  );
  expect(shown.accepted).toBe(false);
  expect(shown.violations.length).toBeGreaterThan(0);
  for (const { sentence, section } of shown.violations) {
    expect(sentence).toMatch(/^[A-Z].*\.$/s);
    expect(section).toMatch(/^RFC \d+ §/);
  }
});
