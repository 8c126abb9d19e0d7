import { expect, test } from 'vitest';
import { jsonReporter } from '../../../src/cli/reporters/jsonReporter.ts';
import { collecting } from '../recorded.ts';
import { failed, failing, passed, step } from './results.ts';

test('one file needs no name in its lines', async () => {
  const { print, lines } = collecting();
  const reporter = jsonReporter(print, false);
  await reporter.step('a', step(0), 1);
  await reporter.file(passed);
  await reporter.end([passed]);
  expect(lines).toMatchObject([
    { event: 'step', index: 0, ok: true },
    { event: 'result', ok: true },
  ]);
  expect(lines[0]).not.toHaveProperty('file');
  expect(lines[1]).not.toHaveProperty('attempts');
});

test('of several each line names its file, and totals come last', async () => {
  const { print, lines } = collecting();
  const reporter = jsonReporter(print, true);
  await reporter.step(failed.file, failing, 2);
  await reporter.file(failed);
  await reporter.end([passed, failed]);
  expect(lines).toMatchObject([
    { event: 'step', file: failed.file, attempt: 2, ok: false, problem: expect.any(String) as string },
    { event: 'result', file: failed.file, ok: false, attempts: 2, captures: ['runs/b.pcapng'] },
    { event: 'summary', ok: false, passed: 1, failed: 1 },
  ]);
  expect(lines[0]).not.toHaveProperty('expected');
});
