import { expect, test } from 'vitest';
import { handshakeCopy } from '../../../src/diagnosis/report/handshakeCopy.ts';
import { handshake } from './handshakes.ts';

const views = [handshake(), handshake({ attempt: 2, request: undefined })];

test('each form of an attempt', () => {
  expect(handshakeCopy(views, 1, 'curl')).toMatch(/^curl /);
  expect(handshakeCopy(views, 1, 'request')).toMatch(/^GET \/chat HTTP\/1\.1\r\n/);
  expect(handshakeCopy(views, 2, 'markdown')).toMatch(/## Attempt 1[^]*## Attempt 2/);
});

test('nothing where there is nothing', () => {
  expect(handshakeCopy(views, 2, 'curl')).toBeUndefined();
  expect(handshakeCopy(views, 2, 'request')).toBeUndefined();
  expect(handshakeCopy(views, 3, 'markdown')).toBeUndefined();
});
