import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { Traffic } from '../../../../src/diagnosis/evidence.ts';
import { insideFrame } from '../../../../src/diagnosis/rules/closing/insideFrame.ts';
import { closing, ended, frameViolation, opened, traffic } from '../../../support/evidence.ts';

const cut = (unfinished: Traffic['unfinished'], more: Partial<Traffic> = {}) =>
  insideFrame(
    opened({
      closing: closing({ ended: ended('server', 'fin', 5020) }),
      traffic: traffic({
        openedMs: 20,
        endedMs: 5020,
        lastFrameMs: { client: undefined, server: 1020 },
        unfinished,
        ...more,
      }),
    }),
  );

test('inside a header', () => {
  expect(cut({ frame: undefined, received: 1, declared: undefined })).toMatchObject({
    stage: 'closing',
    cause: 'closed-inside-header',
    title: 'Closed inside a frame header, after 1 byte of it',
  });
});

test('inside a payload: N of M bytes, and for how long nothing came', () => {
  const diagnosis = cut({ frame: frameId(1), received: 10, declared: 94_371_840 });
  expect(diagnosis).toMatchObject({
    cause: 'closed-inside-frame',
    title: 'Incomplete frame: 10 of 94371840 bytes, then nothing for 4 s',
  });
  expect(diagnosis?.evidence[0]).toEqual({
    text: 'frame 2: 10 bytes of 94371840',
    source: { kind: 'frame', frame: 1 },
  });
});

test('a length with its bytes swapped', () => {
  const diagnosis = cut({ frame: frameId(0), received: 300, declared: 11_265 });
  expect(diagnosis).toMatchObject({
    stage: 'framing',
    cause: 'length-byte-swapped',
    title: 'Frame 1 stays incomplete: 300 of 11265 bytes, and 11265 is 300 with its bytes swapped',
  });
});

test('a length that is text', () => {
  const diagnosis = cut({ frame: frameId(0), received: 119, declared: Number(0x6161616161616161n) });
  expect(diagnosis).toMatchObject({ stage: 'framing', cause: 'frame-length-implausible' });
  expect(diagnosis?.explanation).toContain('"aaaaaa"');
});

test('what the decoder says of it', () => {
  const diagnosis = insideFrame(
    opened({
      closing: closing({ ended: ended('server', 'reset', 100) }),
      violations: [frameViolation('stream-ended-inside-frame', 'The stream ended after 3 of 5 bytes.', 0)],
    }),
  );
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('The stream ended after 3 of 5 bytes.');
});

test('a frame that stands still on an open connection', () => {
  const still = (nowMs: number) =>
    insideFrame(
      opened({
        traffic: traffic({
          openedMs: 20,
          nowMs,
          lastFrameMs: { client: undefined, server: 100 },
          unfinished: { frame: frameId(0), received: 10, declared: 94_371_840 },
        }),
      }),
    );
  expect(still(2600)).toMatchObject({ title: 'Incomplete frame: 10 of 94371840 bytes, then nothing for 2.5 s' });
  expect(still(2600)?.explanation).toContain('the connection is still open');
  expect(still(600)).toBeUndefined();
});

test('a frame that is still coming in, and a clean end, are other matters', () => {
  expect(
    insideFrame(
      opened({ traffic: traffic({ openedMs: 20, unfinished: { frame: frameId(0), received: 1, declared: 5 } }) }),
    ),
  ).toBeUndefined();
  expect(cut(undefined)).toBeUndefined();
  expect(
    insideFrame(
      opened({
        closing: closing({ clean: true, ended: ended('server', 'fin', 1) }),
        traffic: traffic({ openedMs: 1, unfinished: { frame: undefined, received: 1, declared: undefined } }),
      }),
    ),
  ).toBeUndefined();
});
