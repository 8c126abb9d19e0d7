import { expect, test } from 'vitest';
import { Arrears } from '../../src/session/arrears.ts';
import { until } from './loopback.ts';

function begin() {
  const arrears = new Arrears();
  const done: string[] = [];
  return { arrears, done, note: (what: string) => () => void done.push(what) };
}

test('is done in order when somebody asks', () => {
  const { arrears, done, note } = begin();
  arrears.owe(note('a'), { canWait: true });
  arrears.owe(note('b'));
  expect(done).toEqual([]);
  arrears.settle();
  expect(done).toEqual(['a', 'b']);
});

test('is done without anybody asking, what can wait and what comes behind it last', async () => {
  const { arrears, done, note } = begin();
  arrears.owe(note('a'));
  arrears.owe(note('b'), { canWait: true });
  arrears.owe(note('c'));
  await new Promise((resolve) => setImmediate(resolve));
  // The turn in which a connection on the same machine is there.
  expect(done).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(done[0]).toBe('a');
  await until(() => done.length === 3);
  expect(done).toEqual(['a', 'b', 'c']);
});

test('puts nothing off once that is over, and makes good what was owed before', () => {
  const { arrears, done, note } = begin();
  arrears.owe(note('a'));
  arrears.end();
  expect([arrears.clear, done]).toEqual([false, []]);
  arrears.owe(note('b'));
  expect([arrears.clear, done]).toEqual([true, ['a', 'b']]);
});

test('what follows from a thing is done with it, what happens meanwhile behind all that was owed', () => {
  const { arrears, done, note } = begin();
  arrears.owe(() => {
    note('a')();
    expect(arrears.clear).toBe(false);
    arrears.owe(note('meanwhile'));
    arrears.oweOrFollow(note('follows'));
    arrears.settle();
  });
  arrears.owe(note('b'));
  arrears.end();
  arrears.settle();
  expect(done).toEqual(['a', 'follows', 'b', 'meanwhile']);
});

test('a work that throws leaves the others owed', () => {
  const { arrears, done, note } = begin();
  arrears.owe(() => {
    throw new Error('no');
  });
  arrears.owe(note('b'));
  expect(() => arrears.settle()).toThrow('no');
  arrears.settle();
  expect(done).toEqual(['b']);
});
