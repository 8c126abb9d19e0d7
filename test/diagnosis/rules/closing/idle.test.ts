import { expect, test } from 'vitest';
import { idle } from '../../../../src/diagnosis/rules/closing/idle.ts';
import { closeFrame, closing, ended, opened, traffic } from '../../../support/evidence.ts';

const silent = (endMs: number, lastFrameMs?: number) =>
  idle(
    opened({
      closing: closing({ ended: ended('server', 'fin', endMs) }),
      traffic: traffic({
        openedMs: 20,
        endedMs: endMs,
        frames: { client: 0, server: 1 },
        lastFrameMs: { client: undefined, server: lastFrameMs },
      }),
    }),
  );

test('a short silence is called by its time', () => {
  const diagnosis = silent(1540, 40);
  expect(diagnosis).toMatchObject({
    stage: 'closing',
    cause: 'idle-timeout',
    title: 'Closed without a Close frame after 1.5 s without traffic: looks like an idle timeout',
  });
  expect(diagnosis?.remedies[0]?.title).toBe('Send a Ping every 1 s to keep the connection alive');
});

test.each([
  [60, 'nginx'],
  [100, 'Cloudflare'],
  [350, 'network load balancers'],
  [600, 'API Gateway'],
])('%d s is known of %s', (seconds, who) => {
  const diagnosis = silent(40 + seconds * 1000 + 300, 40);
  expect(diagnosis?.likelyCauses[0]?.because).toContain(who);
  expect(diagnosis?.remedies[0]?.title).toContain(`every ${Math.floor((seconds + 0.3) / 2)} s`);
});

test('a limit on the whole life is told from one on silence', () => {
  const diagnosis = silent(30_120, 29_700);
  expect(diagnosis).toMatchObject({
    cause: 'lifetime-limit',
    title: 'Closed without a Close frame after 30.1 s: looks like a limit on the whole connection',
  });
});

test('traffic until the end, a Close frame, and an end of ours are other matters', () => {
  expect(silent(540, 400)).toBeUndefined();
  expect(
    idle(
      opened({
        closing: closing({ first: closeFrame('server', 10, 1000), ended: ended('server', 'fin', 9000) }),
        traffic: traffic({ openedMs: 20 }),
      }),
    ),
  ).toBeUndefined();
  expect(
    idle(opened({ closing: closing({ ended: ended('client', 'fin', 9000) }), traffic: traffic({ openedMs: 20 }) })),
  ).toBeUndefined();
});
