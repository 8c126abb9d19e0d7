import { expect, test } from 'vitest';
import { AttemptFailure, errorCode, errorMessage } from '../../src/session/attemptFailure.ts';

test('carries the failure and what caused it', () => {
  const cause = new Error('below');
  const failure = { stage: 'tcp', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' } as const;
  const error = new AttemptFailure(failure, cause);
  expect(error).toMatchObject({ name: 'AttemptFailure', message: 'connect ECONNREFUSED', failure, cause });
});

test.each([
  [Object.assign(new Error('no'), { code: 'ENOTFOUND' }), 'ENOTFOUND', 'no'],
  [Object.assign(new Error('no'), { code: 11 }), 'UNKNOWN', 'no'],
  [new Error('no'), 'UNKNOWN', 'no'],
  ['thrown text', 'UNKNOWN', 'thrown text'],
  [undefined, 'UNKNOWN', 'undefined'],
])('names %s', (error, code, message) => {
  expect(errorCode(error)).toBe(code);
  expect(errorMessage(error)).toBe(message);
});
