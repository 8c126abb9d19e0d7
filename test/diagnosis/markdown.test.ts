import { expect, test } from 'vitest';
import { frameId } from '../../src/base/branded.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { diagnosisMarkdown } from '../../src/diagnosis/markdown.ts';

const diagnosis: Diagnosis = {
  stage: 'http',
  cause: 'forbidden',
  title: 'The server refuses *it* <b>',
  explanation: 'It said "no" to [us](javascript:1).',
  evidence: [
    { text: 'Authorization: Bearer abcdefghijkl', source: { kind: 'request' } },
    { text: 'body with ``` and ```` inside', source: { kind: 'body' } },
    { text: 'late', source: { kind: 'frame', frame: frameId(4) } },
    { text: 'tcp ::1 port 80', source: { kind: 'phase', name: 'tcp' } },
  ],
  likelyCauses: [{ cause: 'A list', because: 'one said so' }],
  remedies: [{ title: 'Connect to wss://u:p@h.test/?token=t' }],
  section: 'RFC 9110 §15.5.4',
};

const report = diagnosisMarkdown([diagnosis], {
  url: 'wss://user:pass@host.test/?access_token=abc',
  startedAt: '2026-01-15T12:00:00.000Z',
});

test('reads from title to remedies', () => {
  expect(report.split('\n').filter((line) => line.startsWith('#'))).toEqual([
    '## The server refuses \\*it\\* \\<b\\>',
    '### Evidence',
    '### Likely causes',
    '### What to try',
  ]);
  expect(report).toContain('Stage: `http` · Cause: `forbidden` · See: RFC 9110 §15.5.4');
  expect(report).toContain('1. A list: one said so');
  expect(report).toContain('[frame 5] late');
  expect(report).toContain('[tcp] tcp ::1 port 80');
});

test('what a server wrote cannot act', () => {
  expect(report).toContain('\\[us\\](javascript:1)');
  expect(report.match(/^`{5}/gm)).toHaveLength(2);
});

test('secrets are masked', () => {
  for (const secret of ['abcdefghijkl', 'user:pass', 'access_token=abc', 'u:p', 'token=t'])
    expect(report).not.toContain(secret);
  expect(report).toContain('Bearer •••');
});

test('nothing to report', () =>
  expect(diagnosisMarkdown([], { url: 'ws://a.test/`x' })).toBe(
    'Connection to `` ws://a.test/`x ``\n\nNo problem was found.\n',
  ));
