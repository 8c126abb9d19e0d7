import { describe, expect, it } from 'vitest';
import { type Cursor, Inbox, defaultLimits } from '../../src/replay/inbox.ts';
import { FakeConnection, textOf } from './fakes.ts';

function open(limits = defaultLimits) {
  const connection = new FakeConnection();
  let now = 0;
  const inbox = new Inbox(connection, limits, () => (now += 1));
  const cursor = inbox.cursor();
  const read = (from: Cursor) => {
    const kept = from.next();
    return kept && textOf(kept.message.bytes);
  };
  const next = () => read(cursor);
  return { connection, inbox, cursor, read, next };
}

describe('Inbox', () => {
  it('gives messages once and in order, however many', () => {
    const { connection, next } = open();
    const given: (string | undefined)[] = [];
    for (let i = 0; i < 5_000; i += 1) {
      connection.say(String(i));
      if (i % 3 !== 0) given.push(next());
    }
    for (let one = next(); one !== undefined; one = next()) given.push(one);
    expect(given).toEqual(Array.from({ length: 5_000 }, (_, i) => String(i)));
  });

  it('tells of each change', () => {
    const { connection, inbox } = open();
    let changes = 0;
    inbox.onChange(() => (changes += 1));
    connection.say('a');
    connection.end({ code: 1001 });
    connection.end({ code: 1002 });
    expect(changes).toBe(3);
    expect(inbox.close).toMatchObject({ code: 1001 });
  });

  it('keeps no more than its limits, and says so', () => {
    const { connection, inbox, next } = open({ messages: 2, bytes: 100 });
    connection.say('a');
    connection.say('b');
    expect(inbox.overflowed).toBe(false);
    connection.say('c');
    expect(inbox.overflowed).toBe(true);
    expect([next(), next(), next()]).toEqual(['a', 'b', undefined]);
    connection.say('d');
    expect(next()).toBeUndefined();
  });

  it('counts bytes that wait, not those that were read', () => {
    const { connection, inbox, next } = open({ messages: 10, bytes: 4 });
    for (let i = 0; i < 10; i += 1) {
      connection.say('1234');
      expect(next()).toBe('1234');
    }
    connection.say('12345');
    expect(inbox.overflowed).toBe(true);
  });

  it('lets all go when nobody will read', () => {
    const { connection, inbox, next } = open({ messages: 1, bytes: 10 });
    connection.say('a');
    inbox.stopKeeping();
    connection.say('b');
    connection.say('c');
    expect([next(), inbox.overflowed]).toEqual([undefined, false]);
    connection.end();
    expect(inbox.close).toBeDefined();
  });

  it('reads with every cursor from where it began, and keeps what the slowest has not read', () => {
    const { connection, inbox, cursor, read, next } = open({ messages: 3, bytes: 100 });
    for (const text of ['a', 'b', 'c']) connection.say(text);
    expect(next()).toBe('a');
    const other = inbox.cursor(cursor);
    expect([read(other), read(other), next()]).toEqual(['b', 'c', 'b']);
    connection.say('d');
    connection.say('e');
    expect(inbox.overflowed).toBe(false);
    connection.say('f');
    expect(inbox.overflowed).toBe(true);
    expect(cursor.catchUp(other).map(({ at }) => at)).toEqual([3]);
    other.dispose();
    expect([cursor.peek(0)?.message.bytes, cursor.peek(1)?.message.bytes].map((one) => textOf(one!))).toEqual([
      'd',
      'e',
    ]);
    expect([next(), next(), next()]).toEqual(['d', 'e', undefined]);
  });

  it('hears nothing after its end', () => {
    const { connection, inbox, next } = open();
    inbox.dispose();
    connection.say('a');
    connection.end();
    expect([next(), inbox.close]).toEqual([undefined, undefined]);
  });
});
