import { expect, test } from 'vitest';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { subprotocol } from '../../../../src/diagnosis/rules/upgrade/subprotocol.ts';
import { handshake, opened, refusedSwitch, switching, violation } from '../../../support/evidence.ts';

function judged(offered: readonly string[], chosen: string | undefined, ...rules: ViolationRule[]) {
  const answer = chosen === undefined ? switching() : switching(`Sec-WebSocket-Protocol: ${chosen}`);
  return subprotocol(
    refusedSwitch(answer, {
      asked: { subprotocols: offered },
      handshake: handshake(answer, { violations: rules.map((rule) => violation(rule, `${rule}.`)) }),
    }),
  );
}
const changeTo = (...subprotocols: string[]) => ({ kind: 'subprotocols', subprotocols });

test('one that was not offered', () => {
  const diagnosis = judged(['chat.v1', 'chat.v2'], 'chat.v3', 'subprotocol-not-offered');
  expect(diagnosis).toMatchObject({
    stage: 'subprotocol',
    cause: 'subprotocol-not-offered',
    title: 'The server selected the subprotocol "chat.v3", which was not offered',
  });
  expect(diagnosis?.explanation).toContain('"chat.v1" and "chat.v2"');
  expect(diagnosis?.remedies.map(({ change }) => change)).toEqual([changeTo('chat.v3'), changeTo()]);
});

test('one that differs in letter case', () =>
  expect(judged(['chat'], 'Chat', 'subprotocol-not-offered')?.explanation).toContain('letter case only'));

test('one though none was offered', () => {
  expect(judged([], 'mqtt', 'subprotocol-unasked')).toMatchObject({
    cause: 'subprotocol-unasked',
    remedies: [{ change: changeTo('mqtt') }, {}],
  });
});

test('several', () =>
  expect(judged(['a', 'b'], 'a, b', 'subprotocol-several')).toMatchObject({
    cause: 'subprotocol-several',
    remedies: [{ change: changeTo('a') }, {}],
  }));

test('none of those that were offered, and the client refuses', () => {
  const diagnosis = judged(['chat.v1', 'chat.v2'], undefined);
  expect(diagnosis).toMatchObject({ cause: 'subprotocol-none-selected' });
  expect(diagnosis?.title).toContain('chat.v1 and chat.v2');
  expect(diagnosis?.explanation).toContain('this inspector ended the connection, as browsers and many libraries do');
  expect(diagnosis?.remedies.slice(0, 2)).toEqual([
    {
      title: 'Go on although the server selects none',
      change: { kind: 'option', path: 'requireSubprotocol', value: false },
    },
    { title: 'Connect without a subprotocol', change: changeTo() },
  ]);
});

test('none selected is legal while the connection stands', () => {
  expect(subprotocol(opened({ asked: { subprotocols: ['chat'] } }))).toBeUndefined();
  expect(judged([], undefined)).toBeUndefined();
  expect(judged(['a'], undefined, 'accept-wrong')).toBeUndefined();
});
