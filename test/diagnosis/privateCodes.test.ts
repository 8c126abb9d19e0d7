import { expect, test } from 'vitest';
import { httpStatusOf, privateCode } from '../../src/diagnosis/privateCodes.ts';

test.each([
  [4408, 'graphql-transport-ws', 'a.test', 'connection initialisation timeout'],
  [4429, 'graphql-transport-ws', 'a.test', 'too many initialisation requests'],
  [4004, undefined, 'ws-eu.pusher.com', 'do not reconnect'],
  [4150, undefined, 'ws-eu.pusher.com', 'reconnect after a while'],
  [4201, undefined, 'ws.pusherapp.com', 'reconnect at once'],
  [4004, undefined, 'gateway.discord.gg', 'authentication failed'],
])('%d by %s at %s', (code, subprotocol, host, name) => expect(privateCode(code, subprotocol, host)?.name).toBe(name));

test.each([
  [4401, undefined, 'a.test'],
  [4401, 'chat', 'a.test'],
  [1008, 'graphql-transport-ws', 'a.test'],
  [4777, 'graphql-transport-ws', 'a.test'],
  [4300, undefined, 'ws.pusher.com'],
  [4004, undefined, 'notpusher.com.example'],
])('%d by %s at %s is nobody’s that is known', (code, subprotocol, host) =>
  expect(privateCode(code, subprotocol, host)).toBeUndefined(),
);

test('the statuses of HTTP in private numbers', () => {
  expect(httpStatusOf(4401)).toBe('401 Unauthorized');
  expect(httpStatusOf(4000)).toBeUndefined();
  expect(httpStatusOf(1401)).toBeUndefined();
});
