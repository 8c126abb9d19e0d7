import { expect, test } from 'vitest';
import { otherProtocol } from '../../../../src/diagnosis/rules/http/otherProtocol.ts';
import { evidence, failure, response, traffic } from '../../../support/evidence.ts';

const answered = (bytes: Uint8Array) =>
  otherProtocol(
    evidence({ failure: failure('http', 'HPE_INVALID_CONSTANT'), traffic: traffic({ unrecognised: bytes }) }),
  );
const text = (value: string) => new TextEncoder().encode(value);

test('a banner names its protocol', () => {
  const diagnosis = answered(text('SSH-2.0-OpenSSH_9.6\r\n'));
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'other-protocol',
    title: 'Port 80 belongs to SSH, not to a WebSocket server',
  });
  expect(diagnosis?.evidence[0]?.text).toContain('SSH-2.0-OpenSSH_9.6');
});

test('HTTP/2 without agreement', () => {
  expect(answered(Uint8Array.of(0, 0, 18, 4, 0, 0, 0, 0, 0, 0, 3))).toMatchObject({
    cause: 'http2-instead-of-http1',
    title: 'The server speaks HTTP/2, which was not agreed on',
    section: 'RFC 9113 §3.2',
  });
});

test('unknown bytes are shown', () => {
  const diagnosis = answered(Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
  expect(diagnosis).toMatchObject({ cause: 'not-http' });
  expect(diagnosis?.explanation).toContain('de ad be ef');
});

test('a damaged HTTP head, and one that was read, are other matters', () => {
  expect(answered(text('http/1.1 101 Switching'))).toBeUndefined();
  expect(answered(new Uint8Array())).toBeUndefined();
  expect(
    otherProtocol(
      evidence({
        failure: failure('upgrade', 'X'),
        response: response('HTTP/1.1 404 X'),
        traffic: traffic({ unrecognised: text('x') }),
      }),
    ),
  ).toBeUndefined();
});
