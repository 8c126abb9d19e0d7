// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { junitReporter } from '../../../src/cli/reporters/junitReporter.ts';
import { failed, failing, passed, unopened, writing } from './results.ts';

test('writes one well-formed document when all are done', async () => {
  const { write, text } = writing();
  const reporter = junitReporter(write);
  await reporter.step(failed.file, failing, 1);
  await reporter.file(failed);
  expect(text()).toBe('');
  await reporter.end([passed, failed, unopened]);
  const written = text();
  expect(written.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')).toBe(true);
  const root = new DOMParser().parseFromString(written.replace(/^<\?.*\?>\n/, ''), 'application/xml').documentElement;
  expect(root.tagName).toBe('testsuites');
  expect([root.getAttribute('tests'), root.getAttribute('failures'), root.getAttribute('time')]).toEqual([
    '4',
    '2',
    '1.755',
  ]);
  const suites = [...root.children].map((suite) => [suite.getAttribute('name'), suite.getAttribute('failures')]);
  expect(suites).toEqual([
    ['a/login.wsseq.json', '0'],
    ['b#.wsseq.json', '1'],
    ['c.wsseq.json', '1'],
  ]);
  const names = [...root.querySelectorAll('testcase')].map((one) => one.getAttribute('name'));
  expect(names).toEqual([
    '0: step "0" <&#>',
    '1: step "1" <&#> (round 1.3)',
    '0: step "0" <&#>',
    '1: step "1" <&#>',
    'connection',
  ]);
  const [failure] = root.querySelectorAll('failure');
  expect(failure?.textContent).toContain('at b#.wsseq.json:7');
  expect(failure?.textContent).toContain('passed over:\nx');
  expect(['\u0001', '\ud800'].some((one) => written.includes(one))).toBe(false);
  expect(written).toContain('line="7"');
});
