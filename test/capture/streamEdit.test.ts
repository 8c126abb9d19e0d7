import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EditedStream, type StreamEdit } from '../../src/capture/streamEdit.ts';
import { utf8 } from '../support/captureStreams.ts';

async function* inOrder(...edits: readonly StreamEdit[]) {
  yield* await Promise.resolve(edits);
}

/** What the pieces become, one by one. */
async function piecesOf(edits: readonly StreamEdit[], pieces: readonly Uint8Array[]): Promise<string[]> {
  const stream = new EditedStream(inOrder(...edits));
  const taken: string[] = [];
  for (const piece of pieces) {
    await stream.readyFor(piece.length);
    expect(stream.isReadyFor(piece.length)).toBe(true);
    taken.push(Buffer.from(stream.take(piece)).toString('latin1'));
  }
  return taken;
}

const edit = (offset: number, length: number, text: string): StreamEdit => ({ offset, length, bytes: utf8(text) });

test('bytes without edits are the same bytes', async () => {
  const stream = new EditedStream(inOrder(edit(9, 1, 'x')));
  await stream.readyFor(4);
  const bytes = utf8('abcd');
  expect(stream.take(bytes)).toBe(bytes);
});

test('an edit of the same length changes each byte at its place, in whatever piece it comes', async () => {
  expect(await piecesOf([edit(1, 3, 'XYZ')], ['ab', 'c', '', 'de'].map(utf8))).toEqual(['aX', 'Y', '', 'Ze']);
});

test('shorter and longer bytes come in proportion, the last with the last', async () => {
  expect(await piecesOf([edit(0, 4, 'X')], ['ab', 'c', 'de'].map(utf8))).toEqual(['', '', 'Xe']);
  expect(await piecesOf([edit(1, 2, 'VWXYZ')], ['ab', 'cd'].map(utf8))).toEqual(['aVW', 'XYZd']);
  expect(await piecesOf([edit(1, 2, '')], ['ab', 'cd'].map(utf8))).toEqual(['a', 'd']);
});

test('edits are asked for no further than they are needed', async () => {
  let asked = 0;
  const edits = (async function* () {
    for (;;) {
      asked += 1;
      yield await Promise.resolve(edit(asked * 10, 1, 'x'));
    }
  })();
  const stream = new EditedStream(edits);
  expect(stream.isReadyFor(5)).toBe(false);
  await stream.readyFor(5);
  expect(asked).toBe(1);
  stream.take(new Uint8Array(5));
  expect(stream.isReadyFor(5)).toBe(true);
});

test('wherever pieces end, the copy is the same', async () => {
  const edits = fc.array(
    fc.record({ gap: fc.nat(5), length: fc.integer({ min: 1, max: 9 }), bytes: fc.uint8Array({ maxLength: 12 }) }),
  );
  await fc.assert(
    fc.asyncProperty(edits, fc.uint8Array({ maxLength: 80 }), fc.array(fc.nat(7)), async (gaps, bytes, cuts) => {
      let offset = 0;
      const placed: StreamEdit[] = [];
      let expected = '';
      for (const { gap, length, bytes: by } of gaps) {
        if (offset + gap + length > bytes.length) break;
        expected +=
          Buffer.from(bytes.subarray(offset, offset + gap)).toString('latin1') + Buffer.from(by).toString('latin1');
        placed.push({ offset: offset + gap, length, bytes: by });
        offset += gap + length;
      }
      expected += Buffer.from(bytes.subarray(offset)).toString('latin1');
      const pieces: Uint8Array[] = [];
      let at = 0;
      for (const cut of cuts) pieces.push(bytes.subarray(at, (at = Math.min(bytes.length, at + cut))));
      pieces.push(bytes.subarray(at));
      expect((await piecesOf(placed, pieces)).join('')).toBe(expected);
    }),
  );
});
