import { expect, test } from 'vitest';
import { frameStep } from '../../src/replay/frameStep.ts';

const message = (from: 'client' | 'server', text: string) => ({
  from,
  opcode: 1,
  bytes: new TextEncoder().encode(text),
  atMs: 0,
});

test('what the client sent is sent again exactly', () => {
  expect(frameStep(message('client', '{"op":"say","text":"${x}"}'))).toEqual({
    send: { json: { op: 'say', text: '$${x}' } },
  });
  // Written again it would be other bytes: spacing and a big number stay only as text.
  expect(frameStep(message('client', '{ "id": 12345678901234567890 }'))).toEqual({
    send: { text: '{ "id": 12345678901234567890 }' },
  });
  expect(frameStep(message('client', 'hello'))).toEqual({ send: { text: 'hello' } });
  expect(frameStep({ from: 'client', opcode: 2, bytes: Uint8Array.of(0, 255), atMs: 0 })).toEqual({
    send: { hex: '00 ff' },
  });
});

test('what the server sent is expected', () => {
  expect(frameStep(message('server', '{"type":"session"}'))).toEqual({ expect: { json: { type: 'session' } } });
  expect(frameStep(message('server', 'hello'))).toEqual({ expect: { text: 'hello' } });
  expect(frameStep({ from: 'server', opcode: 2, bytes: Uint8Array.of(1), atMs: 0 })).toEqual({
    expect: { hex: '01' },
  });
  expect(frameStep({ from: 'server', opcode: 1, bytes: Uint8Array.of(255), atMs: 0 })).toEqual({
    expect: { opcode: 'text' },
  });
});

test('a value is expected at its path and captured under the last name in it', () => {
  expect(frameStep(message('server', '{"user":{"token":"t"}}'), '$.user.token')).toEqual({
    expect: { jsonpath: '$.user.token' },
    capture: { token: '$.user.token' },
  });
  expect(frameStep(message('server', '[1]'), '$[0]')).toMatchObject({ capture: { value: '$[0]' } });
  expect(frameStep(message('server', '{"ids":[1]}'), '$.ids[0]')).toMatchObject({ capture: { ids: '$.ids[0]' } });
  expect(() => frameStep(message('server', '{}'), 'token')).toThrow('token is no path that a sequence can use.');
});

test('what cannot be a step is refused in words', () => {
  expect(() => frameStep({ from: 'client', opcode: 1, bytes: Uint8Array.of(255), atMs: 0 })).toThrow(/not valid UTF-8/);
  expect(() => frameStep(message('client', 'x'.repeat(70_000)))).toThrow(/at most 64 KiB/);
});
