import { expect, test } from 'vitest';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';

const context = { side: 'response', request: [], accepted: true } as const;

const known =
  'Host Upgrade Connection Sec-WebSocket-Key Sec-WebSocket-Version Sec-WebSocket-Accept Sec-WebSocket-Protocol Sec-WebSocket-Extensions Origin Cookie Set-Cookie Authorization Proxy-Authorization Proxy-Authenticate WWW-Authenticate User-Agent Server Date Location Retry-After Content-Type Content-Length Content-Encoding Transfer-Encoding Via X-Forwarded-For X-Forwarded-Proto X-Forwarded-Host Forwarded Cache-Control Vary Alt-Svc Strict-Transport-Security X-Request-Id CF-Ray X-Amzn-RequestId X-Amz-Cf-Id Access-Control-Allow-Origin Accept Accept-Encoding Accept-Language Accept-Charset Accept-Ranges Pragma Keep-Alive Age ETag Allow X-Powered-By'.split(
    ' ',
  );

test.each(known)('%s is explained in whole sentences, whatever its value is', (name) => {
  for (const value of ['', 'x', '1', 'a, b; c=1'])
    for (const side of ['request', 'response'] as const) {
      const explanation = explainHeader(name, value, { ...context, side });
      expect(explanation?.words).toMatch(/^[A-Z].{20,}\.$/);
      for (const part of explanation?.parts ?? []) expect(part).toMatch(/^\S.*: .*\.$/);
      if (!/^(x-|cf-)/i.test(name)) expect(explanation?.section).toMatch(/^(RFC \d{4} §|Fetch Standard)/);
    }
});

test('the letter case does not count, and an unknown header has no explanation', () => {
  expect(explainHeader('hOST', 'a', context)).toEqual(explainHeader('Host', 'a', context));
  expect(explainHeader('X-Ours', '1', context)).toBeUndefined();
  expect(explainHeader('constructor', '1', context)).toBeUndefined();
});
