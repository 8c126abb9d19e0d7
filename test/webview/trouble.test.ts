import { expect, test } from 'vitest';
import { CallError } from '../../src/contract/rpc.ts';
import { trouble } from '../../webview/trouble.ts';

test('a refused call concerns one wish, a silent one means that nobody answers, a cancelled one nothing', () => {
  expect(trouble(new CallError('refused', 'No.'))).toEqual({ refusal: 'No.' });
  expect(trouble(new CallError('timeout', 'Too long.'))).toEqual({ lost: 'Too long.' });
  expect(trouble(new CallError('gone', 'Ended.'))).toEqual({ lost: 'Ended.' });
  expect(trouble(new CallError('cancelled', 'Stopped.'))).toEqual({});
  expect(trouble(new Error('Odd.'))).toEqual({ refusal: 'Odd.' });
});
