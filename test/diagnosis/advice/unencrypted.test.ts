import { expect, test } from 'vitest';
import { unencrypted } from '../../../src/diagnosis/advice/unencrypted.ts';
import { around, openTo } from './samples.ts';

test('ws: across a network, with a click to wss:', () => {
  expect(unencrypted(openTo('ws://a.test:8080/x'), around)).toMatchObject({
    cause: 'not-encrypted',
    explanation: expect.stringContaining('a.test') as string,
    remedy: { change: { kind: 'url', url: 'wss://a.test:8080/x' } },
  });
});

test.each(['wss://a.test/', 'ws://localhost:1/', 'ws://127.0.0.1/', 'ws://[::1]/', 'ws+unix:/run/a.sock:/'])(
  'nothing about %s',
  (url) => {
    expect(unencrypted(openTo(url), around)).toBeUndefined();
  },
);
