import { expect, test } from 'vitest';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { upgradeHeaders } from '../../../../src/diagnosis/rules/upgrade/upgradeHeaders.ts';
import { handshake, refusedSwitch, response, violation } from '../../../support/evidence.ts';

function judged(headers: string[], ...rules: ViolationRule[]) {
  const answer = response('HTTP/1.1 101 Switching Protocols', ...headers);
  return upgradeHeaders(
    refusedSwitch(answer, {
      handshake: handshake(answer, { violations: rules.map((rule) => violation(rule, `${rule} is broken.`)) }),
    }),
  );
}

test.each([
  [['Connection: Upgrade'], 'upgrade-missing', 'upgrade-missing', 'without the Upgrade header'],
  [['Upgrade: websocket'], 'connection-missing', 'connection-missing', 'without the Connection header'],
  [
    ['Upgrade: h2c', 'Connection: Upgrade'],
    'upgrade-wrong',
    'switched-to-http2',
    'switched to "h2c", not to "websocket"',
  ],
  [['Upgrade: tls/1.2', 'Connection: Upgrade'], 'upgrade-wrong', 'upgrade-wrong', 'switched to "tls/1.2"'],
  [['Upgrade: websocket, h2c', 'Connection: Upgrade'], 'upgrade-wrong', 'upgrade-wrong', 'lists several protocols'],
  [['Upgrade: websocket', 'Connection: close'], 'connection-wrong', 'connection-wrong', 'is "close"'],
] as const)('%s', (headers, rule, cause, words) => {
  const diagnosis = judged([...headers], rule);
  expect(diagnosis).toMatchObject({ stage: 'upgrade', cause });
  expect(diagnosis?.title).toContain(words);
});

test('both missing, and every broken rule is quoted', () => {
  const diagnosis = judged([], 'upgrade-missing', 'connection-missing', 'accept-missing');
  expect(diagnosis).toMatchObject({ cause: 'upgrade-headers-missing' });
  expect(diagnosis?.evidence).toHaveLength(4);
});

test('a wrong Accept alone is another matter', () =>
  expect(judged(['Upgrade: websocket', 'Connection: Upgrade'], 'accept-wrong')).toBeUndefined());
