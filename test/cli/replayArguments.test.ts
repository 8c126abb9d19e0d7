import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { replayArguments } from '../../src/cli/replayArguments.ts';

test('a file alone runs reply by reply and reports lines of JSON', () => {
  expect(replayArguments(['a.wsseq.json'])).toEqual({
    files: ['a.wsseq.json'],
    profile: undefined,
    variables: {},
    pace: { kind: 'reply' },
    reporter: 'json',
    capture: undefined,
    captureFolder: undefined,
    bail: false,
    retries: 0,
  });
});

test('takes every option', () => {
  const args = ['a', 'b', '--profile', 'p', '--var', 'x=1', '--var', 'y=a=b', '--mode', 'timing', '--factor', '0.5'];
  const more = ['--ahead', '--reporter', 'tap', '--capture-dir', 'runs', '--bail', '--retries', '2'];
  expect(replayArguments([...args, ...more])).toMatchObject({
    files: ['a', 'b'],
    profile: 'p',
    variables: { x: '1', y: 'a=b' },
    pace: { kind: 'timing', factor: 0.5, ahead: true },
    reporter: 'tap',
    captureFolder: 'runs',
    bail: true,
    retries: 2,
  });
});

test.each([
  [[], /Name a sequence file/],
  [['a', '--nonsense'], /--nonsense/],
  [['a', 'b', '--capture', 'c'], /--capture-dir/],
  [['a', '--mode', 'fast'], /--mode fast: it is one of reply, timing/],
  [['a', '--factor', '2'], /give --mode timing too/],
  [['a', '--mode', 'timing', '--factor', 'x'], /--factor x: give a number from 0 to 1000/],
  [['a', '--reporter', 'html'], /--reporter html: it is one of spec, json, junit, tap/],
  [['a', '--retries', '-1'], /--retries/],
  [['a', '--var', 'x'], /--var x: give name=value/],
  [['a', '--var', 'env:X=1'], /give name=value/],
])('%j is refused', (args, words) => {
  expect(() => replayArguments(args)).toThrow(ArgumentError);
  expect(() => replayArguments(args)).toThrow(words);
});
