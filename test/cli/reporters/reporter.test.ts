import { expect, test } from 'vitest';
import { failedStep } from '../../../src/cli/reporters/reporter.ts';
import { failed, failing, passed } from './results.ts';

test('finds the step that made it fail', () => {
  expect([failedStep(failed), failedStep(passed)]).toEqual([failing, undefined]);
});
