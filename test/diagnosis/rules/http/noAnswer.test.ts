import { expect, test } from 'vitest';
import { noAnswer } from '../../../../src/diagnosis/rules/http/noAnswer.ts';
import type { Phase } from '../../../../src/diagnosis/evidence.ts';
import {
  closing,
  ended,
  evidence,
  failure,
  requestSent,
  response,
  traffic,
  violation,
} from '../../../support/evidence.ts';

const hungUp = failure('http', 'ECONNRESET', 'socket hang up');
const bytes = (value: string) => new TextEncoder().encode(value);

test('closed with no byte', () => {
  const diagnosis = noAnswer(evidence({ failure: hungUp, phases: [requestSent], traffic: traffic({ endedMs: 44 }) }));
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'closed-without-answer',
    title: 'The server closed the connection without answering',
  });
  expect(diagnosis?.explanation).toContain(
    'took the request (180 bytes), then closed the connection after 30 ms without a single byte of an answer (0 bytes)',
  );
});

test('reset with no byte', () => {
  expect(
    noAnswer(evidence({ failure: hungUp, closing: closing({ ended: ended('server', 'reset', 40) }) })),
  ).toMatchObject({ cause: 'reset-without-answer' });
  expect(noAnswer(evidence({ failure: failure('http', 'ECONNRESET', 'read ECONNRESET') }))).toMatchObject({
    cause: 'reset-without-answer',
  });
});

test('cut in the status line, and in the headers', () => {
  const cut = noAnswer(evidence({ failure: hungUp, traffic: traffic({ unrecognised: bytes('HTTP/1.1 10') }) }));
  expect(cut).toMatchObject({ cause: 'answer-cut', title: 'The server closed in the middle of the status line' });
  expect(cut?.explanation).toContain('"HTTP/1.1 10"');
  const later = noAnswer(
    evidence({ failure: hungUp, traffic: traffic({ unrecognised: bytes('HTTP/1.1 101 X\r\nUpgr') }) }),
  );
  expect(later?.title).toContain('in the middle of the answer’s head');
});

test('a head that the decoder calls truncated', () => {
  const cut = {
    ...response('HTTP/1.1 200 OK'),
    raw: bytes('HTTP/1.1 200 OK\r\nServer: x\r\n'),
    violations: [violation('head-truncated', 'Cut.')],
  };
  expect(noAnswer(evidence({ failure: hungUp, response: cut }))).toMatchObject({ cause: 'answer-cut' });
});

test.each([
  ['a whole answer', { failure: failure('upgrade', 'X'), response: response('HTTP/1.1 404 X') }],
  ['a time-out', { failure: failure('timeout', 'HANDSHAKE_TIMEOUT') }],
  ['a limit', { failure: failure('http', 'HPE_HEADER_OVERFLOW') }],
  ['an earlier stage', { failure: failure('tls', 'ECONNRESET') }],
  ['a banner', { failure: hungUp, traffic: traffic({ unrecognised: bytes('SSH-2.0-x\r\n') }) }],
  [
    'a whole but damaged head',
    { failure: hungUp, traffic: traffic({ unrecognised: bytes('HTTP/1.1 OK 101\r\n\r\n') }) },
  ],
  [
    'a long head, of which the beginning is kept',
    { failure: hungUp, traffic: traffic({ unrecognised: bytes(`HTTP/1.1 OK 101\r\nX: ${'a'.repeat(240)}`) }) },
  ],
])('%s is another matter', (_, changes) => expect(noAnswer(evidence(changes))).toBeUndefined());

test('the offered subprotocols, and a client certificate, may be the reason', () => {
  const offered = noAnswer(evidence({ asked: { subprotocols: ['amqp', 'stomp'] }, failure: hungUp }));
  expect(offered?.likelyCauses[0]?.cause).toBe('The server speaks none of the offered subprotocols (amqp and stomp)');
  expect(offered?.remedies[0]?.change).toEqual({ kind: 'subprotocols', subprotocols: [] });
  const tls: Phase = {
    name: 'tls',
    peer: 'server',
    servername: 'example.test',
    version: 'TLSv1.3',
    chain: [],
    verified: true,
    startMs: 3,
    durationMs: 1,
    ok: true,
  };
  const url = 'wss://example.test/';
  const given = noAnswer(
    evidence({ asked: { url, clientCertificate: 'pfx' }, failure: hungUp, phases: [tls, requestSent] }),
  );
  expect(given?.likelyCauses[0]?.cause).toContain('does not accept our client certificate');
  const none = noAnswer(evidence({ asked: { url }, failure: hungUp, phases: [tls, requestSent] }));
  expect(none?.likelyCauses[0]?.cause).toBe('The server wants a client certificate');
  const old = noAnswer(
    evidence({ asked: { url }, failure: hungUp, phases: [{ ...tls, version: 'TLSv1.2' }, requestSent] }),
  );
  expect(JSON.stringify(old)).not.toContain('certificate');
});
