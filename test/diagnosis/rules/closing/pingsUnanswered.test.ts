import { expect, test } from 'vitest';
import { pingsUnanswered } from '../../../../src/diagnosis/rules/closing/pingsUnanswered.ts';
import { closeFrame, closing, ended, opened, traffic } from '../../../support/evidence.ts';

const clean = closing({
  first: closeFrame('client', 4020, 1000),
  answer: closeFrame('server', 4021, 1000),
  code: 1000,
  clean: true,
  ended: ended('server', 'fin', 4022),
});

test('for how long', () => {
  const numbers = traffic({ openedMs: 20, endedMs: 5020, unansweredPings: 2, oldestUnansweredPingMs: 1020 });
  const diagnosis = pingsUnanswered(opened({ closing: clean, traffic: numbers }));
  expect(diagnosis).toMatchObject({
    stage: 'closing',
    cause: 'pings-unanswered',
    title: '2 Pings unanswered for 3 s',
    section: 'RFC 6455 §5.5.2, §5.5.3',
  });
  expect(diagnosis?.explanation).toContain('in good order');
});

test('a dead connection', () => {
  const diagnosis = pingsUnanswered(
    opened({
      closing: closing({ ended: ended('client', 'abandoned', 9000) }),
      traffic: traffic({ openedMs: 20, endedMs: 9000, unansweredPings: 1 }),
    }),
  );
  expect(diagnosis).toMatchObject({ title: '1 Ping unanswered' });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('dead');
});

test('on an open connection', () => {
  const waiting = (nowMs: number) =>
    pingsUnanswered(
      opened({ traffic: traffic({ openedMs: 20, nowMs, unansweredPings: 1, oldestUnansweredPingMs: 100 }) }),
    );
  expect(waiting(2600)).toMatchObject({ title: '1 Ping unanswered for 2.5 s' });
  expect(waiting(2600)?.explanation).toContain('The connection is still open.');
  expect(waiting(600)).toBeUndefined();
});

test.each([
  [
    'one that lacked the time for its answer',
    traffic({ openedMs: 20, endedMs: 4030, unansweredPings: 1, oldestUnansweredPingMs: 4000 }),
  ],
  ['a clean end, and no word of when it was sent', traffic({ openedMs: 20, endedMs: 4030, unansweredPings: 1 })],
  ['all answered', traffic({ openedMs: 20, endedMs: 4030 })],
])('%s', (_, numbers) => expect(pingsUnanswered(opened({ closing: clean, traffic: numbers }))).toBeUndefined());
