import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import { diagnose } from '../../../../src/diagnosis/diagnose.ts';
import { serverNotReading } from '../../../../src/diagnosis/rules/timeout/serverNotReading.ts';
import { evidence, opened, traffic } from '../../../support/evidence.ts';

const stuck = (forMs: number) =>
  opened({
    traffic: traffic({
      openedMs: 20,
      frames: { client: 9, server: 0 },
      lastFrame: { client: frameId(8), server: undefined },
      unsent: { bytes: 3_145_728, forMs },
    }),
  });

test('what waits, for how long, and since which frame', () => {
  const diagnosis = serverNotReading(stuck(7000));
  expect(diagnosis).toMatchObject({
    stage: 'timeout',
    cause: 'server-not-reading',
    title: 'The server does not read: 3 MiB of ours wait to be sent, for 7 s',
  });
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('last frame from the client: frame 9, of 9 frames');
  expect(diagnose(stuck(7000))[0]?.cause).toBe('server-not-reading');
});

test('a moment is no standstill, and before the opening there is nothing to say', () => {
  expect(serverNotReading(stuck(1500))).toBeUndefined();
  expect(serverNotReading(evidence())).toBeUndefined();
  expect(serverNotReading(opened())).toBeUndefined();
});
