import { expect, test } from 'vitest';
import { tapReporter } from '../../../src/cli/reporters/tapReporter.ts';
import { failed, failing, passed, unopened, writing } from './results.ts';

test('writes TAP version 14', async () => {
  const { write, text } = writing();
  const reporter = tapReporter(write);
  await reporter.step(failed.file, failing, 1);
  await reporter.file(passed);
  await reporter.file(failed);
  await reporter.file(unopened);
  await reporter.end([passed, failed, unopened]);
  expect(text()).toBe(`TAP version 14
# Subtest: a/login.wsseq.json
    ok 1 - step "0" <&\\#>
    ok 2 - step "1" <&\\#>
    1..2
ok 1 - a/login.wsseq.json
# Subtest: b\\#.wsseq.json
    ok 1 - step "0" <&\\#>
    not ok 2 - step "1" <&\\#>
    1..2
not ok 2 - b\\#.wsseq.json
  ---
  message: "No message\\ncame & \\u0001\\ud800"
  at:
    file: "b#.wsseq.json"
    line: 7
  ...
# Subtest: c.wsseq.json
    1..0
not ok 3 - c.wsseq.json
  ---
  message: "Nothing listens"
  ...
1..3
`);
});

test('nothing ran', async () => {
  const { write, text } = writing();
  await tapReporter(write).end([]);
  expect(text()).toBe('TAP version 14\n1..0\n');
});
