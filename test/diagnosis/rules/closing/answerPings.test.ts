import { expect, test } from 'vitest';
import { answerPings } from '../../../../src/diagnosis/rules/closing/answerPings.ts';
import { evidence } from '../../../support/evidence.ts';

test('only where they are left unanswered on purpose', () => {
  expect(answerPings(evidence({ asked: { autoPong: false } }))[0]?.change).toEqual({
    kind: 'option',
    path: 'autoPong',
    value: true,
  });
  expect(answerPings(evidence())).toEqual([]);
});
