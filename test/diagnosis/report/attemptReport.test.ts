import { expect, test } from 'vitest';
import { attemptReport } from '../../../src/diagnosis/report/attemptReport.ts';
import { handshake, head, proxyPhase, tlsPhase } from './handshakes.ts';

const body = { text: 'no', hex: undefined, contentType: 'text/plain', wireLength: 2, truncated: false };
const forbidden = { ...head('HTTP/1.1 403 Forbidden', [['Server', 'x']]), status: 403, reason: 'Forbidden' };
const headings = (report: string): string[] => report.split('\n').filter((line) => line.startsWith('#'));

test('everything that is known, in the order it happened', () => {
  const report = attemptReport(
    handshake({
      attempt: 2,
      reason: { kind: 'redirect', status: 302, from: 'ws://old.test/', dropped: ['Authorization', 'Cookie'] },
      phases: [
        { ...proxyPhase('http'), request: 'CONNECT a.test:443 HTTP/1.1\r\n\r\n', response: 'HTTP/1.1 200 OK\r\n\r\n' },
        tlsPhase,
      ],
      response: { ...forbidden, violations: [{ sentence: 'A *rule*.', section: 'RFC 9112 §5' }] },
      accepted: false,
      body,
    }),
  );
  expect(headings(report)).toEqual([
    '## Attempt 2: followed a 302 from `ws://old.test/`; left behind: `Authorization`, `Cookie`',
    '### Phases',
    '### Said to the proxy, and its answer',
    '### Request',
    '### Response',
    '### Response body',
    '### TLS with the server',
  ]);
  expect(report).toContain('**Not accepted: the response was `403 Forbidden`.**');
  expect(report).toContain('```http\nCONNECT a.test:443 HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\n```');
  expect(report).toContain('- Broken rule: A \\*rule\\*. (RFC 9112 §5)');
  expect(report).toContain('`text/plain`, 2 bytes on the wire\n\n```text\nno\n```');
});

test('why there was another try, and that there was no response', () => {
  const report = attemptReport(
    handshake({
      attempt: 3,
      reason: { kind: 'reconnect', after: 'The connection was reset.', waitedMs: 2000 },
      request: undefined,
      response: undefined,
      accepted: false,
    }),
  );
  expect(headings(report)).toEqual(['## Attempt 3: tried again after 2 s: The connection was reset']);
  expect(report).toContain('**There was no response.**');
});

test('a long body is cut, and a secret across the cut with it', () => {
  const text = `${'x'.repeat(16_360)} {"token":"${'s'.repeat(500)}"}`;
  const report = attemptReport(handshake({ body: { ...body, text, truncated: true } }));
  expect(report).toContain('the rest was not kept');
  expect(report).not.toContain('sss');
  expect(attemptReport(handshake({ body: { ...body, text: 'x'.repeat(20_000) } }))).toContain(
    'Cut: the first 16384 characters.',
  );
});

test('a body that is no text is shown by its bytes', () => {
  const report = attemptReport(handshake({ body: { ...body, text: undefined, hex: '00 01', contentType: undefined } }));
  expect(report).toContain('no Content-Type, 2 bytes on the wire, not text: its first bytes in hexadecimal');
  expect(report).toContain('```text\n00 01\n```');
});
