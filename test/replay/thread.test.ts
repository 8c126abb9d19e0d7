import { expect, it } from 'vitest';
import { defaultLimits } from '../../src/replay/inbox.ts';
import { Link } from '../../src/replay/link.ts';
import { Scope } from '../../src/replay/scope.ts';
import { Thread } from '../../src/replay/thread.ts';
import { FakeConnection, textOf } from './fakes.ts';

function begin() {
  const connection = new FakeConnection();
  const link = new Link(undefined, connection, defaultLimits, () => 0);
  const thread = Thread.first(new Scope({}, () => undefined), undefined, 5);
  return { connection, link, thread };
}

it('reads on where it stands, in its rounds too', () => {
  const { connection, link, thread } = begin();
  connection.say('a');
  connection.say('b');
  expect(textOf(thread.cursor(link).next()!.message.bytes)).toBe('a');
  const round = thread.inRound(thread.scope, 2, 9).inRound(thread.scope, 0, 9);
  expect([round.round, round.since, thread.since]).toEqual([[2, 0], 9, 5]);
  expect(textOf(round.cursor(link).next()!.message.bytes)).toBe('b');
  expect(thread.cursor(link).next()).toBeUndefined();
});

it('goes on where the furthest branch stands, with what none of them matched', () => {
  const { connection, link, thread } = begin();
  for (const text of ['a', 'b', 'c', 'd']) connection.say(text);
  thread.cursor(link).next();
  const branches = [1, 2].map(() => thread.fork([link], new AbortController().signal));
  const [one, two] = branches;
  one!.cursor(link).next()!.matched = true;
  two!.cursor(link).next();
  two!.cursor(link).next();
  expect(one!.branch).toBe(true);
  expect(thread.join(branches, [link]).map(({ message }) => textOf(message.bytes))).toEqual(['c']);
  expect(textOf(thread.cursor(link).next()!.message.bytes)).toBe('d');
});
