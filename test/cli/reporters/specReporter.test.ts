import { expect, test } from 'vitest';
import { specReporter } from '../../../src/cli/reporters/specReporter.ts';
import { failed, failing, passed, step, unopened, writing } from './results.ts';

test('writes a file a heading and a step a line', async () => {
  const { write, text } = writing();
  const reporter = specReporter(write);
  await reporter.step(passed.file, step(0), 1);
  await reporter.step(passed.file, step(1, { round: [0, 2] }), 1);
  await reporter.file(passed);
  await reporter.step(failed.file, failing, 1);
  await reporter.step(failed.file, failing, 2);
  await reporter.file(failed);
  await reporter.file(unopened);
  await reporter.end([passed, failed, unopened]);
  expect(text().replaceAll('\u0001', '').replaceAll('\ud800', '')).toBe(`a/login.wsseq.json
  ok      step "0" <&#>  12 ms
  ok      step "1" <&#> (round 1.3)  12 ms
  passed in 1500 ms

b#.wsseq.json
  FAILED  step "1" <&#>  12 ms
          No message
came & 
          passed over: x

b#.wsseq.json (attempt 2)
  FAILED  step "1" <&#>  12 ms
          No message
came & 
          passed over: x
  FAILED after 2 attempts in 250 ms
c.wsseq.json
  Nothing listens
  FAILED in 5 ms

1 of 3 passed, 2 failed:
  b#.wsseq.json
  c.wsseq.json
`);
});

test('all passed', async () => {
  const { write, text } = writing();
  await specReporter(write).end([passed]);
  expect(text()).toBe('\n1 of 1 passed\n');
});
