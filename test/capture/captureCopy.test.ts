import { expect, test } from 'vitest';
import { type CopyPlan, copyCapture } from '../../src/capture/captureCopy.ts';
import { statSync, writeFileSync } from 'node:fs';
import type { StreamEdit } from '../../src/capture/streamEdit.ts';
import { START, utf8 } from '../support/captureStreams.ts';
import { captureOf, contentsOf, FACTS, liveCapture, messageText, opened } from '../support/liveCaptures.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const everything: CopyPlan = {
  connection: undefined,
  edits: () => inOrder(),
  facts: (facts) => facts,
  remarks: () => ({ begin: [], end: [] }),
};

async function* inOrder(...edits: StreamEdit[]) {
  yield* await Promise.resolve(edits);
}

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

test('edits change what an endpoint wrote, wherever packets end, and what follows them moves on', async () => {
  const { file, table } = await captureOf(talk());
  const asked: unknown[] = [];
  const copy = await opened(
    await copied(file, {
      edits: (attempt, from) => {
        asked.push([attempt, from]);
        if (from === 'client') return inOrder();
        // A frame of 200,000 bytes, which are several packets, becomes one of three.
        const start = table.wireOffset(1);
        return inOrder(
          { offset: start, length: table.headerLength(1), bytes: Uint8Array.of(0x82, 3) },
          { offset: table.payloadOffset(1), length: 200_000, bytes: utf8('abc') },
          { offset: table.payloadOffset(2), length: 1, bytes: utf8('T') },
        );
      },
    }),
  );
  expect(asked).toEqual([
    [1, 'client'],
    [1, 'server'],
  ]);
  expect(copy.problems).toEqual([]);
  expect(copy.violations).toEqual([]);
  expect(await messageText(copy, 1)).toBe('abc');
  expect(await messageText(copy, 2)).toBe('There');
  expect([0, 1, 2].map((frame) => copy.table.at(frame))).toEqual([0, 1, 2].map((frame) => table.at(frame)));
  expect(copy.attempts[0]!.closing).toMatchObject({ ended: { by: 'server' } });
});

test('an edit that fails is told', async () => {
  const { file } = await captureOf(talk());
  const edits = async function* (): AsyncGenerator<StreamEdit> {
    yield await Promise.reject(new Error('no such frame'));
  };
  await expect(copied(file, { edits })).rejects.toThrow('no such frame');
});

test('facts are written as they are wanted', async () => {
  const { file } = await captureOf(talk());
  const copy = await opened(await copied(file, { facts: (facts) => ({ ...(facts as object), title: 'other' }) }));
  expect(copy.attempts[0]!.facts).toMatchObject({ title: 'other', url: FACTS.url });
  expect(copy.attempts[0]!.finished).toEqual({ ok: true, title: 'other' });
});

test('what is added to the file meanwhile stays out', async () => {
  const capture = liveCapture();
  const recorder = capture.beginAttempt(FACTS);
  talk().playTo(recorder);
  await capture.flush();
  const { size } = statSync(capture.file);
  const chunks: Uint8Array[] = [];
  await copyCapture(capture.file, everything, async (chunk) => {
    chunks.push(chunk);
    // A file that grows as fast as it is copied would never come to an end.
    recorder.bytes('server', new Uint8Array(50_000), START);
    await capture.flush();
  });
  expect(Buffer.concat(chunks).length).toBe(size);
});

test('a file that is not there, and giving up', async () => {
  await expect(copied(temporaryFile('none.pcapng'))).rejects.toThrow(/ENOENT/);
  const { file } = await captureOf(talk());
  await expect(copied(file, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
