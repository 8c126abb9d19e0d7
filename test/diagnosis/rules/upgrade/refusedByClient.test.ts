import { expect, test } from 'vitest';
import { refusedByClient } from '../../../../src/diagnosis/rules/upgrade/refusedByClient.ts';
import { failure, opened, refusedSwitch, switching } from '../../../support/evidence.ts';

test.each([
  ['Server sent an invalid subprotocol', 'subprotocol'],
  ['Invalid Sec-WebSocket-Extensions header', 'extensions'],
  ['Invalid Upgrade header', 'upgrade'],
])('%s', (message, stage) => {
  const diagnosis = refusedByClient(
    refusedSwitch(switching(), { failure: failure('upgrade', 'REFUSED_BY_CLIENT', message) }),
  );
  expect(diagnosis).toMatchObject({ stage, cause: 'handshake-refused' });
  expect(diagnosis?.explanation).toContain(message);
});

test('a connection that opened is another matter', () =>
  expect(refusedByClient(opened({ failure: failure('closing', 'X') }))).toBeUndefined());
