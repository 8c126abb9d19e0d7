import type { Step } from './sequence.ts';

export interface ListedStep {
  readonly step: Step;
  /** Counted from 0 in reading order; a block comes before what it holds. */
  readonly index: number;
  /** How many blocks it stands in. */
  readonly depth: number;
}

/** Every step of a file in reading order. */
export function listSteps(steps: readonly Step[]): readonly ListedStep[] {
  const listed: ListedStep[] = [];
  const add = (some: readonly Step[], depth: number): void => {
    for (const step of some) {
      listed.push({ step, index: listed.length, depth });
      add(stepsIn(step), depth + 1);
    }
  };
  add(steps, 0);
  return listed;
}

/** What a block holds, all branches one after the other; nothing for any other step. */
export function stepsIn(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'group':
    case 'repeat':
    case 'forEach':
      return step.steps;
    case 'parallel':
      return step.branches.flat();
    case 'send':
    case 'expect':
    case 'wait':
    case 'ping':
    case 'expectPing':
    case 'expectPong':
    case 'close':
    case 'expectClose':
    case 'reconnect':
      return [];
  }
}
