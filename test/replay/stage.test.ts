import { expect, it } from 'vitest';
import { defaultLimits } from '../../src/replay/inbox.ts';
import { Link } from '../../src/replay/link.ts';
import { Scope } from '../../src/replay/scope.ts';
import { until } from '../../src/replay/stage.ts';
import { Thread } from '../../src/replay/thread.ts';
import { FakeConnection, ManualClock, settle } from './fakes.ts';

it('asks again at every message, control frame and end, and whenever it is told to', async () => {
  const connection = new FakeConnection();
  const clock = new ManualClock();
  const link = new Link(undefined, connection, defaultLimits, () => clock.now());
  const thread = Thread.first(new Scope({}, () => undefined), undefined, 0);
  let asked = 0;
  let tell: () => void = () => undefined;
  const waiting = until(
    100,
    () => {
      asked += 1;
      return asked === 6 ? 'enough' : undefined;
    },
    { link, thread, options: { clock } },
    (listener) => {
      tell = listener;
    },
  );
  connection.say('a');
  connection.control('ping', '');
  connection.end();
  tell();
  await settle();
  expect(asked).toBe(5);
  tell();
  expect(await waiting).toEqual({ kind: 'done', value: 'enough' });
  connection.say('b');
  expect([asked, clock.pending]).toEqual([6, 0]);
});
