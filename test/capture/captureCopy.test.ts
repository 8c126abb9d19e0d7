import { expect, test } from 'vitest';
import { type CopyPlan, copyCapture } from '../../src/capture/captureCopy.ts';
import { writeFileSync } from 'node:fs';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf, contentsOf, FACTS, liveCapture, messageText, opened } from '../support/liveCaptures.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const everything: CopyPlan = {
  connection: undefined,
  change: () => undefined,
  remarks: () => ({ begin: [], end: [] }),
};

async function copied(file: string, plan: Partial<CopyPlan> = {}): Promise<string> {
  const chunks: Uint8Array[] = [];
  await copyCapture(file, { ...everything, ...plan }, (chunk) => {
    chunks.push(chunk);
    return Promise.resolve();
  });
  const copy = temporaryFile('copy.pcapng');
  writeFileSync(copy, Buffer.concat(chunks));
  return copy;
}

const talk = () =>
  new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('hello') })
    .frames('server', { opcode: 2, payload: new Uint8Array(200_000).fill(7) }, { opcode: 1, payload: utf8('there') })
    .end('server')
    .end('client', 'reset');

test('the copy opens as the same capture', async () => {
  const { file } = await captureOf(talk());
  expect(await contentsOf(await opened(await copied(file)))).toEqual(await contentsOf(await opened(file)));
});

test('several attempts stay several', async () => {
  const capture = liveCapture();
  talk().playTo(capture.beginAttempt(FACTS));
  talk().playTo(capture.beginAttempt({ ...FACTS, title: 'again' }));
  await capture.flush();
  const copy = await opened(await copied(capture.file));
  expect(copy.attempts.map(({ facts, frames }) => [facts.title, frames])).toEqual([
    ['Echo', 3],
    ['again', 3],
  ]);
  const second = await opened(await copied(capture.file, { connection: 2 }));
  expect(second.attempts.map(({ number, facts }) => [number, facts.title])).toEqual([[1, 'again']]);
});

test('bytes are changed where they are wanted to be, wherever packets end', async () => {
  const { file } = await captureOf(talk());
  const copy = await opened(
    await copied(file, {
      change: (_attempt, from, offset, bytes) => {
        if (from === 'server') for (let i = 0; i < bytes.length; i++) if (bytes[i] === 7) bytes[i] = (offset + i) & 1;
      },
    }),
  );
  const { bytes } = await copy.payload(1, 'message', 0, 200_000);
  expect(bytes.every((byte, i) => byte === ((bytes[0]! + i) & 1))).toBe(true);
  expect(await messageText(copy, 2)).toBe('there');
});

test('a file that is not there, and giving up', async () => {
  await expect(copied(temporaryFile('none.pcapng'))).rejects.toThrow(/ENOENT/);
  const { file } = await captureOf(talk());
  await expect(copied(file, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
