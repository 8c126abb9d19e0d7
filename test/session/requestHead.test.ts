import { expect, test } from 'vitest';
import { withLines } from '../../src/session/requestHead.ts';

const head = 'GET /chat HTTP/1.1\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\nHost: a.test\r\n\r\n';

test('puts the lines after Host, in their order and letter case, names repeated where they stand', () => {
  const lines = [
    ['x-B', '1'],
    ['A', '2'],
    ['X-b', 'é'],
  ] as const;
  expect(withLines(head, lines)).toBe(
    'GET /chat HTTP/1.1\r\nHost: a.test\r\nx-B: 1\r\nA: 2\r\nX-b: é\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n\r\n',
  );
});

test('a Host among them takes the place of the head’s own, where it stands', () => {
  const written = withLines(head, [
    ['A', '1'],
    ['hOST', 'b.test'],
  ]);
  expect(written).toBe(
    'GET /chat HTTP/1.1\r\nA: 1\r\nhOST: b.test\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n\r\n',
  );
});
