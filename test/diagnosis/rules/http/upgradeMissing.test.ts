import { expect, test } from 'vitest';
import { upgradeMissing } from '../../../../src/diagnosis/rules/http/upgradeMissing.ts';

test.each([
  'Can "Upgrade" only to "WebSocket".',
  "websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
  'Missing Upgrade header',
  'Expected a WebSocket request',
  'This service requires a WebSocket client: you need a WebSocket client',
])('%s', (words) => expect(words).toMatch(upgradeMissing));

test.each(['no such room', 'Please upgrade your plan', 'Bad Request'])('not %s', (words) =>
  expect(words).not.toMatch(upgradeMissing),
);
