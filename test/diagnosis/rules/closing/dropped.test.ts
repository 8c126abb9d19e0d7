import { expect, test } from 'vitest';
import { dropped } from '../../../../src/diagnosis/rules/closing/dropped.ts';
import { closing, ended, failure, opened, traffic } from '../../../support/evidence.ts';

const talk = { openedMs: 20, frames: { client: 2, server: 3 }, lastFrameMs: { client: 300, server: 400 } };

test('right after opening', () => {
  const fin = dropped(
    opened({ closing: closing({ ended: ended('server', 'fin', 70) }), traffic: traffic({ openedMs: 20 }) }),
  );
  expect(fin).toMatchObject({
    stage: 'closing',
    cause: 'closed-right-after-opening',
    title: 'Opened, then TCP was closed with no Close frame after 50 ms (1006)',
  });
  const reset = dropped(
    opened({ closing: closing({ ended: ended('server', 'reset', 70) }), traffic: traffic({ openedMs: 20 }) }),
  );
  expect(reset).toMatchObject({
    cause: 'reset-right-after-opening',
    title: 'Opened, then the connection was reset after 50 ms (1006)',
  });
});

test('in the middle of a conversation: who, when, what had been said', () => {
  const fin = dropped(opened({ closing: closing({ ended: ended('server', 'fin', 900) }), traffic: traffic(talk) }));
  expect(fin).toMatchObject({
    cause: 'closed-without-close-frame',
    title: 'TCP was closed without a Close frame (1006)',
  });
  expect(fin?.explanation).toContain(
    '(FIN) 880 ms after the connection opened, 500 ms after the last frame. 3 frames had come from the server and 2 had gone to it.',
  );
  expect(fin?.explanation).toContain('The code 1006 is not from the wire');
  const reset = dropped(opened({ closing: closing({ ended: ended('server', 'reset', 900) }), traffic: traffic(talk) }));
  expect(reset).toMatchObject({
    cause: 'connection-reset',
    title: 'The connection was reset without a Close frame (ECONNRESET)',
  });
});

test('the network, and our own side', () => {
  expect(
    dropped(
      opened({
        failure: failure('closing', 'ETIMEDOUT'),
        closing: closing({ ended: ended('network', 'abandoned', 900) }),
        traffic: traffic(talk),
      }),
    ),
  ).toMatchObject({ cause: 'network-lost' });
  expect(
    dropped(opened({ closing: closing({ ended: ended('client', 'abandoned', 900) }), traffic: traffic(talk) })),
  ).toMatchObject({ cause: 'ended-by-us' });
});

test('a clean end, and none, are other matters', () => {
  expect(dropped(opened({ closing: closing({ clean: true, ended: ended('server', 'fin', 900) }) }))).toBeUndefined();
  expect(dropped(opened())).toBeUndefined();
});
