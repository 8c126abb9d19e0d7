import { expect, test } from 'vitest';
import { headRewriter, withLines } from '../../src/session/requestHead.ts';

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

test('a Host of ours takes the place of the endpoint’s, where it stands', () => {
  const written = withLines(head, [
    ['A', '1'],
    ['hOST', 'b.test'],
  ]);
  expect(written).toBe(
    'GET /chat HTTP/1.1\r\nA: 1\r\nhOST: b.test\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n\r\n',
  );
});

test('rewrites a whole head, byte for byte, and nothing else', () => {
  const rewrite = headRewriter([['X', '\u00fc']]);
  expect(rewrite?.(Buffer.from(head, 'latin1')).includes(Buffer.of(0x58, 0x3a, 0x20, 0xfc, 0x0d, 0x0a))).toBe(true);
  const part = Buffer.from(head.slice(0, 30));
  expect(rewrite?.(part)).toBe(part);
});

test('has nothing to rewrite where nothing is put in', () => {
  expect(headRewriter([])).toBeUndefined();
});
