import { expect, test } from 'vitest';
import { plainRequestOnTlsPort } from '../../../../src/diagnosis/rules/http/plainRequestOnTlsPort.ts';
import { evidence, failure, refusal, response, traffic } from '../../../support/evidence.ts';

test('a TLS alert in answer to plain HTTP', () => {
  const unrecognised = Uint8Array.of(0x15, 3, 3, 0, 2, 2, 0x46);
  const diagnosis = plainRequestOnTlsPort(
    evidence({ failure: failure('http', 'HPE_INVALID_CONSTANT'), traffic: traffic({ unrecognised }) }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'plain-http-on-tls-port',
    title: 'Port 80 speaks TLS: use wss:// instead of ws://',
  });
  expect(diagnosis?.explanation).toContain('a TLS alert, protocol_version (70)');
  expect(diagnosis?.evidence[0]?.text).toBe('15 03 03 00 02 02 46');
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'url', url: 'wss://example.test:80/chat' });
});

test.each([
  ['<center>The plain HTTP request was sent to HTTPS port</center>'],
  ["Reason: You're speaking plain HTTP to an SSL-enabled server port."],
  ['Client sent an HTTP request to an HTTPS server.'],
  ['Bad Request\nThis combination of host and port requires TLS.'],
])('a server that says so: %s', (text) => {
  const diagnosis = plainRequestOnTlsPort(
    refusal(response('HTTP/1.1 400 Bad Request'), text, { asked: { url: 'ws://example.test:8443/x' } }),
  );
  expect(diagnosis).toMatchObject({ cause: 'plain-http-on-tls-port' });
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'url', url: 'wss://example.test:8443/x' });
});

test('another 400, and wss, are other matters', () => {
  expect(plainRequestOnTlsPort(refusal(response('HTTP/1.1 400 Bad Request'), 'no'))).toBeUndefined();
  expect(
    plainRequestOnTlsPort(
      refusal(response('HTTP/1.1 400 X'), 'sent an HTTP request to an HTTPS server', {
        asked: { url: 'wss://a.test/' },
      }),
    ),
  ).toBeUndefined();
});
