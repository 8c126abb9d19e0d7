import { expect, test } from 'vitest';
import { openCaptureFile } from '../../src/capture/capture.ts';
import { RecordedEvidence } from '../../src/session/recordedEvidence.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { Conversation } from '../support/webSocketStreams.ts';

async function reopened(conversation: Conversation) {
  const live = await captureOf(conversation);
  const recorded = new RecordedEvidence();
  const capture = await openCaptureFile({ file: live.file, observe: recorded.observe });
  const [attempt] = capture.attempts;
  const evidence = attempt && recorded.of(attempt);
  capture.dispose();
  return evidence;
}

test('the bytes of a capture tell what was asked, answered and left unfinished', async () => {
  const half = Uint8Array.of(0x82, 100, 1, 2, 3);
  const evidence = await reopened(
    new Conversation().open('permessage-deflate').bytes('server', half).end('server', 'reset'),
  );
  expect(evidence).toMatchObject({
    asked: { origin: undefined, subprotocols: [], deflate: true },
    phases: [],
    failure: undefined,
    response: { status: 101 },
    handshake: { accepted: true },
    closing: { ended: { by: 'server', how: 'reset' }, code: 1006 },
    traffic: { frames: { client: 0, server: 1 }, unfinished: { frame: 0, received: 3, declared: 100 } },
  });
  expect(evidence?.asked.headerNames).toContain('Sec-WebSocket-Key');
  expect(evidence?.traffic.openedMs).toBeGreaterThan(0);
  expect(evidence?.traffic.endedMs).toBeGreaterThan(0);
});

test('a capture without a request keeps to what was noted', async () => {
  const evidence = await reopened(new Conversation().end('server'));
  expect(evidence?.request).toBeUndefined();
  expect(evidence?.asked.headerNames).toEqual([]);
});
