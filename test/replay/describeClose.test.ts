import { expect, it } from 'vitest';
import { describeClose } from '../../src/replay/describeClose.ts';

it.each([
  [{ code: 1000, reason: '', by: 'client', clean: true }, 'The connection was closed from this side with code 1000'],
  [
    { code: 1006, reason: '', by: 'network', clean: false, problem: 'It was reset.' },
    'The connection was lost (It was reset)',
  ],
])('describes the end %j', (close, words) => {
  expect(describeClose(close)).toBe(words);
});
