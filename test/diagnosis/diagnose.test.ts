import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Evidence } from '../../src/diagnosis/evidence.ts';
import { frameId } from '../../src/base/branded.ts';
import {
  closeFrame,
  closing,
  dnsOk,
  ended,
  evidence,
  failure,
  frameViolation,
  handshake,
  opened,
  refusal,
  refusedSwitch,
  requestSent,
  response,
  switching,
  tcpFailed,
  tcpOk,
  traffic,
  violation,
} from '../support/evidence.ts';

const cause = (attempt: Evidence) => diagnose(attempt).map((one) => `${one.stage}/${one.cause}`);
const bytes = (text: string) => new TextEncoder().encode(text);

const clean = (code: number, reason = '') =>
  opened({
    closing: closing({
      first: closeFrame('server', 900, code, reason),
      answer: closeFrame('client', 901, code),
      code,
      reason,
      clean: true,
      ended: ended('server', 'fin', 902),
    }),
    traffic: traffic({ openedMs: 20, endedMs: 903, frames: { client: 1, server: 1 } }),
  });

test.each([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4000, 4999])(
  'a clean close with %d is silent',
  (code) => expect(diagnose(clean(code, 'because'))).toEqual([]),
);

test('silent while a healthy connection lasts, and when the user cancelled', () => {
  expect(diagnose(opened())).toEqual([]);
  expect(diagnose(evidence())).toEqual([]);
  expect(diagnose(evidence({ failure: failure('cancelled', 'CANCELLED') }))).toEqual([]);
  expect(
    diagnose(
      opened({
        failure: failure('cancelled', 'CANCELLED'),
        closing: closing({ ended: ended('client', 'abandoned', 50) }),
      }),
    ),
  ).toEqual([]);
});

test('a stream that does not end while a frame is coming in is silent', () => {
  expect(
    diagnose(
      opened({ traffic: traffic({ openedMs: 20, unfinished: { frame: frameId(0), received: 3, declared: 100 } }) }),
    ),
  ).toEqual([]);
});

const whole = switching();
const lacking = response('HTTP/1.1 101 Switching Protocols', 'Upgrade: h2c', 'Connection: Upgrade');

test.each<[string, Evidence, string]>([
  ['url', evidence({ failure: failure('url', 'URL_INVALID', 'No host.') }), 'url/options-refused'],
  ['unknown host', evidence({ failure: failure('dns', 'ENOTFOUND') }), 'dns/name-not-found'],
  ['no address', evidence({ failure: failure('dns', 'ENODATA') }), 'dns/name-without-address'],
  ['no DNS', evidence({ failure: failure('dns', 'EAI_AGAIN') }), 'dns/name-server-failed'],
  [
    'refused',
    evidence({ failure: failure('tcp', 'ECONNREFUSED'), phases: [dnsOk, tcpFailed('192.0.2.7', 80, 'ECONNREFUSED')] }),
    'tcp/connection-refused',
  ],
  ['unreachable', evidence({ failure: failure('tcp', 'EHOSTUNREACH') }), 'tcp/host-unreachable'],
  [
    'proxy',
    evidence({ failure: failure('proxy', 'PROXY_STATUS'), proxyAnswer: { head: response('HTTP/1.1 407 X') } }),
    'proxy/proxy-wants-credentials',
  ],
  [
    'plain on TLS',
    evidence({ asked: { url: 'wss://a.test/' }, failure: failure('tls', 'ERR_SSL_WRONG_VERSION_NUMBER') }),
    'tls/plain-text-on-tls-port',
  ],
  [
    'self-signed',
    evidence({ asked: { url: 'wss://a.test/' }, failure: failure('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT') }),
    'tls/certificate-self-signed',
  ],
  [
    'late alert',
    evidence({
      asked: { url: 'wss://a.test/' },
      failure: failure('http', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    }),
    'tls/client-certificate-required',
  ],
  [
    'TLS on plain',
    evidence({
      failure: failure('http', 'HPE_INVALID_CONSTANT'),
      traffic: traffic({ unrecognised: Uint8Array.of(0x15, 3, 3, 0, 2, 2, 70) }),
    }),
    'http/plain-http-on-tls-port',
  ],
  [
    'never answers',
    evidence({
      phases: [tcpOk, requestSent],
      failure: failure('timeout', 'HANDSHAKE_TIMEOUT', 'x', { waitingFor: 'response', timeoutMs: 900 }),
    }),
    'timeout/no-response',
  ],
  [
    '102 for ever',
    evidence({ interim: [response('HTTP/1.1 102 Processing')], failure: failure('timeout', 'HANDSHAKE_TIMEOUT') }),
    'http/interim-responses-only',
  ],
  [
    'SSH',
    evidence({
      failure: failure('http', 'HPE_INVALID_CONSTANT'),
      traffic: traffic({ unrecognised: bytes('SSH-2.0-x\r\n') }),
    }),
    'http/other-protocol',
  ],
  ['nothing', evidence({ failure: failure('http', 'ECONNRESET', 'socket hang up') }), 'http/closed-without-answer'],
  [
    'half a status line',
    evidence({
      failure: failure('http', 'ECONNRESET', 'socket hang up'),
      traffic: traffic({ unrecognised: bytes('HTTP/1.1 10') }),
    }),
    'http/answer-cut',
  ],
  [
    'headers without end',
    evidence({
      failure: failure('http', 'HPE_HEADER_OVERFLOW'),
      traffic: traffic({ unrecognised: bytes(`HTTP/1.1 101 X\r\nX: ${'a'.repeat(200)}`) }),
    }),
    'http/answer-head-too-large',
  ],
  [
    'h2c and no Accept',
    refusedSwitch(lacking, {
      handshake: handshake(lacking, {
        violations: [violation('upgrade-wrong', 'h2c'), violation('accept-missing', 'none')],
      }),
    }),
    'upgrade/switched-to-http2',
  ],
  [
    'no subprotocol selected',
    refusedSwitch(whole, {
      asked: { subprotocols: ['a'] },
      handshake: handshake(whole, { accepted: true }),
      failure: failure('upgrade', 'REFUSED_BY_CLIENT', 'Server sent no subprotocol'),
    }),
    'subprotocol/subprotocol-none-selected',
  ],
  ['refused by the library', refusedSwitch(whole), 'upgrade/handshake-refused'],
  [
    'own key',
    evidence({
      asked: { url: 'wss://a.test/', clientCertificate: 'pem' },
      failure: failure('tls', 'ERR_OSSL_BAD_DECRYPT', 'bad decrypt'),
    }),
    'tls/tls-passphrase-missing',
  ],
  [
    'mutual TLS over HTTP',
    refusal(response('HTTP/1.1 400 Bad Request'), 'No required SSL certificate was sent'),
    'http/client-certificate-required',
  ],
  [
    'large cookie',
    refusal(response('HTTP/1.1 400 Bad Request'), 'Request Header Or Cookie Too Large'),
    'http/request-headers-too-large',
  ],
  ['Socket.IO', refusal(response('HTTP/1.1 400 Bad Request'), 'Transport unknown'), 'http/engine-io-refused'],
  ['404', refusal(response('HTTP/1.1 404 Not Found')), 'http/path-not-found'],
  ['999', refusal(response('HTTP/1.1 999 Request denied')), 'http/status-out-of-range'],
  [
    'unheard of',
    evidence({
      failure: failure('upgrade', 'EWHATEVER'),
      response: undefined,
      traffic: traffic({ unrecognised: bytes('HTTP/1.1 OK\r\n\r\n') }),
    }),
    'upgrade/not-recognised',
  ],
])('%s', (_, attempt, expected) => expect(cause(attempt)).toEqual([expected]));

test.each<[string, Evidence, string[]]>([
  [
    'FIN at once',
    opened({ closing: closing({ ended: ended('server', 'fin', 60) }) }),
    ['closing/closed-right-after-opening'],
  ],
  ['silence', opened({ closing: closing({ ended: ended('server', 'fin', 60_020) }) }), ['closing/idle-timeout']],
  [
    'inside a frame',
    opened({
      closing: closing({ ended: ended('server', 'fin', 60) }),
      traffic: traffic({ openedMs: 20, unfinished: { frame: undefined, received: 1, declared: undefined } }),
    }),
    ['closing/closed-inside-header'],
  ],
  [
    'our limit',
    opened({
      failure: failure('framing', 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'),
      closing: closing({ first: closeFrame('client', 50, 1009), ended: ended('client', 'abandoned', 60) }),
    }),
    ['closing/own-message-size-limit'],
  ],
  [
    'framing before closing',
    opened({
      failure: failure('framing', 'WS_ERR_UNEXPECTED_MASK'),
      closing: closing({ ended: ended('client', 'fin', 60) }),
      violations: [frameViolation('frame-masked-by-server', 'Masked.', 0)],
    }),
    ['framing/frame-masked-by-server'],
  ],
  [
    'TCP kept open',
    opened({
      failure: failure('closing', 'CLOSE_TIMEOUT'),
      closing: closing({
        first: closeFrame('server', 50, 1000),
        answer: closeFrame('client', 51, 1000),
        clean: true,
        ended: ended('client', 'abandoned', 3000),
      }),
    }),
    ['closing/tcp-kept-open'],
  ],
  [
    'an unknown error of the library',
    opened({
      failure: failure('framing', 'WS_ERR_WHATEVER'),
      closing: closing({ first: closeFrame('client', 50, 1000), answer: closeFrame('server', 51, 1000), clean: true }),
    }),
    ['framing/not-recognised'],
  ],
])('%s', (_, attempt, expected) => expect(cause(attempt)).toEqual(expected));

test('a connection that is asked about while it is well says nothing', () => {
  expect(diagnose(opened({ traffic: traffic({ openedMs: 20, nowMs: 90_000 }) }))).toEqual([]);
});

test('a refused handshake is told, not the frames that came after it', () => {
  const answer = switching();
  const attempt = refusedSwitch(answer, {
    handshake: handshake(answer, { violations: [violation('accept-wrong', 'Wrong.')] }),
    violations: [
      frameViolation('accept-wrong', 'Wrong.', undefined),
      frameViolation('frame-masked-by-server', 'Masked.', 0),
    ],
  });
  expect(cause(attempt)).toEqual(['upgrade/accept-wrong']);
});

test('every status but 101 has exactly one diagnosis', () => {
  for (let status = 200; status < 1000; status += 1) {
    if (status === 101) continue;
    const found = diagnose(refusal(response(`HTTP/1.1 ${status} Whatever`), '{"message":"because"}'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ stage: 'http' });
    expect(found[0]?.remedies.length).toBeGreaterThan(0);
  }
});

test.each(['<script', 'a.', '<title ', '{"errors":[', 'a://', '"timestamp":', ' ', '%', '\u202e'])(
  'a megabyte of %j costs little time and is quoted by its beginning',
  (piece) => {
    const text = piece.repeat(1_048_576 / piece.length);
    for (const status of [
      '200 OK',
      '302 Found',
      '400 Bad Request',
      '401 X',
      '403 Forbidden',
      '404 X',
      '502 X',
      '999 X',
    ]) {
      const found = diagnose(refusal(response(`HTTP/1.1 ${status}`, `Location: ${piece.trim()}`), text));
      expect(found).toHaveLength(1);
      expect(JSON.stringify(found).length).toBeLessThan(20_000);
    }
  },
);

test('whatever failed, one diagnosis comes out', () => {
  const stages = ['url', 'dns', 'tcp', 'proxy', 'tls', 'http', 'upgrade', 'timeout', 'framing', 'closing'] as const;
  for (const stage of stages) {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EWHATEVER', 'HPE_INVALID_CONSTANT']) {
      for (const start of [
        evidence(),
        opened(),
        opened({ closing: closing({ ended: ended('server', 'reset', 100) }) }),
      ]) {
        const found = diagnose({ ...start, failure: failure(stage, code) });
        expect([stage, code, found.length]).toEqual([stage, code, 1]);
        expect(found[0]?.title).not.toMatch(/undefined|NaN|\[object/);
        expect(found[0]?.explanation).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  }
});
