import { expect, it } from 'vitest';
import type { Step } from '../../src/replay/sequence.ts';
import { listSteps, stepsIn } from '../../src/replay/stepList.ts';

const wait = (ms: number): Step => ({ kind: 'wait', ms });

it('lists every step in reading order, blocks before what they hold', () => {
  const steps: Step[] = [
    wait(0),
    { kind: 'group', name: 'g', steps: [wait(2), { kind: 'repeat', times: 2, steps: [wait(4)] }] },
    { kind: 'parallel', branches: [[wait(6)], [wait(7)]] },
    { kind: 'forEach', rows: [], steps: [wait(9)] },
  ];
  const listed = listSteps(steps);
  expect(listed.map(({ step, index, depth }) => [index, depth, step.kind])).toEqual([
    [0, 0, 'wait'],
    [1, 0, 'group'],
    [2, 1, 'wait'],
    [3, 1, 'repeat'],
    [4, 2, 'wait'],
    [5, 0, 'parallel'],
    [6, 1, 'wait'],
    [7, 1, 'wait'],
    [8, 0, 'forEach'],
    [9, 1, 'wait'],
  ]);
  expect(stepsIn(wait(0))).toEqual([]);
});
