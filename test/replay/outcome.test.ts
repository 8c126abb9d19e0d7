import { expect, it } from 'vitest';
import { fail, lost } from '../../src/replay/outcome.ts';

it('tells why a connection was lost where that is known', () => {
  const close = { code: 1006, reason: '', by: 'network', clean: false };
  expect(lost(close, 'It went.')).toEqual(fail('It went.'));
  expect(lost({ ...close, cause: 'connection-reset', problem: 'It was reset' }, 'It went.')).toEqual({
    problem: 'It went.',
    skipped: [],
    loss: { cause: 'connection-reset', title: 'It was reset' },
  });
});
