import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { START, utf8 } from '../support/captureStreams.ts';
import { captureOf, liveCapture, opened } from '../support/liveCaptures.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const hello = new Conversation().open().frames('server', { opcode: 1, payload: utf8('hello') });

test('a file that is not there gives an empty capture that says why', async () => {
  const capture = await opened(temporaryFile('none.pcapng'));
  expect(capture.cut).toEqual({
    offset: 0,
    reason: 'The capture file could not be opened: there is no such file (ENOENT).',
  });
  expect([capture.frameCount, capture.attempts.length]).toEqual([0, 0]);
});

test('a folder is no capture', async () => {
  const capture = await opened('/');
  expect(capture.cut?.reason).toMatch(/^The file cannot be read: /);
});

test('a cut inside a frame leaves that frame incomplete', async () => {
  const live = await captureOf(
    new Conversation().open().frames('server', { opcode: 2, payload: new Uint8Array(100_000) }),
  );
  const bytes = readFileSync(live.file);
  const path = temporaryFile('cut.pcapng');
  writeFileSync(path, bytes.subarray(0, 90_000));
  const capture = await opened(path);
  expect(capture.cut?.reason).toContain('it was cut off');
  const [row] = await capture.page(0, 1);
  expect(row).toMatchObject({ complete: false, payloadLength: 100_000, payloadReceived: 21 * 4096 - 10 });
  expect((await capture.payload(0, 'frame', 0, 200_000)).problem).toBe(
    'Only 86006 of the 100000 bytes that this frame announced have come.',
  );
  expect(capture.attempts[0]?.closing?.ended).toMatchObject({ how: 'abandoned' });
});

test('facts that somebody took away are made up from the packet', async () => {
  const live = await captureOf(hello);
  const bytes = readFileSync(live.file);
  const note = bytes.indexOf('websocket-inspector: ');
  bytes.write('somebody else wrote: ', note);
  const path = temporaryFile('edited.pcapng');
  writeFileSync(path, bytes);
  const capture = await opened(path);
  expect(capture.attempts[0]?.facts).toEqual({ url: '', title: '', startedAt: START });
  expect(capture.frameCount).toBe(1);
});

test('the names of secret parameters are known again', async () => {
  const capture = liveCapture();
  capture.beginAttempt({ url: '', title: '', startedAt: START, secretParameters: ['acme'] }).finish({});
  await capture.flush();
  expect((await opened(capture.file)).attempts[0]?.facts.secretParameters).toEqual(['acme']);
});

test('opening can be called off', async () => {
  const live = await captureOf(hello);
  await expect(opened(live.file, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
