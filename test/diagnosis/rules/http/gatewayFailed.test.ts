import { expect, test } from 'vitest';
import { gatewayFailed } from '../../../../src/diagnosis/rules/http/gatewayFailed.ts';
import { refusal, requestSent, response } from '../../../support/evidence.ts';

test('nginx cannot reach its backend', () => {
  const diagnosis = gatewayFailed(
    refusal(response('HTTP/1.1 502 Bad Gateway', 'Server: nginx'), '<center>nginx</center>'),
  );
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'bad-gateway',
    title: 'nginx cannot reach its backend (502 Bad Gateway)',
    section: 'RFC 9110 §15.6.3',
  });
});

test('503 with Retry-After', () => {
  const diagnosis = gatewayFailed(
    refusal(response('HTTP/1.1 503 Service Unavailable', 'Retry-After: 30'), 'maintenance'),
  );
  expect(diagnosis).toMatchObject({ cause: 'service-unavailable' });
  expect(diagnosis?.explanation).toContain('come back after 30 s');
});

test('503 of a gateway whose words tell why', () => {
  const words = 'upstream connect error or disconnect/reset before headers. reset reason: connection failure';
  const diagnosis = gatewayFailed(
    refusal(response('HTTP/1.1 503 Service Unavailable', 'Server: envoy', 'Retry-After: 5'), words),
  );
  expect(diagnosis?.title).toBe('The service is not available, says Envoy (503)');
  expect(diagnosis?.explanation).toMatch(/^Envoy could not connect to the server behind it, .* come back after 5 s\./);
});

test('504 after how long', () => {
  const phases = [
    requestSent,
    { name: 'response', bytes: 100, firstByteMs: 1014, startMs: 15, durationMs: 1001, ok: true } as const,
  ];
  expect(gatewayFailed(refusal(response('HTTP/1.1 504 Gateway Timeout'), undefined, { phases }))?.title).toBe(
    'Gateway timeout after 1 s: the server behind the gateway did not answer (504)',
  );
});

test('Cloudflare’s own codes', () => {
  expect(gatewayFailed(refusal(response('HTTP/1.1 521 X', 'Server: cloudflare')))?.title).toBe(
    'Cloudflare works, but the server behind it refuses connections (521)',
  );
});

test('other statuses are other matters', () =>
  expect(gatewayFailed(refusal(response('HTTP/1.1 500 X')))).toBeUndefined());
