import { expect, it, onTestFinished } from 'vitest';
import { FilteredFrames } from '../../../src/capture/filter/filteredFrames.ts';
import { foldsOn } from '../../../src/capture/filter/folds.ts';
import { COLUMN_ROWS } from '../../../src/capture/frameTable.ts';
import { readFilter } from '../../support/filterReading.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

const everything = { within: { kind: 'all' }, folds: () => true } as const;
const part = { payload: new Uint8Array(2) };

/** One message that goes over three pages of the frame table, and a short one behind it. */
const long = () =>
  captureOf(
    new Conversation()
      .open()
      .frames(
        'server',
        { opcode: 2, fin: false, ...part },
        ...Array.from({ length: 2 * COLUMN_ROWS }, () => ({ opcode: 0, fin: false, ...part })),
        { opcode: 0, rsv3: true, payload: new Uint8Array(7) },
        { opcode: 1, payload: new Uint8Array(3) },
      ),
  );

it('asks for frames of a message on every page that it goes over', async () => {
  const capture = await long();
  const last = 2 * COLUMN_ROWS + 1;
  const firstMatches = async (text: string): Promise<boolean> => {
    const frames = new FilteredFrames(capture.reader(), readFilter(text), () => undefined, everything);
    onTestFinished(() => frames.dispose());
    await frames.catchUp();
    expect(frames.progress.problem).toBeUndefined();
    return frames.page(0, 1)[0] === 0;
  };
  expect(await firstMatches('rsv:3')).toBe(true);
  expect(await firstMatches('rsv:2')).toBe(false);
  expect(await firstMatches(`n:${last + 1}`)).toBe(true);
  expect(await firstMatches(`n:${last + 2}`)).toBe(false);
  expect(await firstMatches(`length:${2 * last + 7}`)).toBe(true);
  expect(await firstMatches(`wire:${2 * last + 7 + 2 * (last + 1)}`)).toBe(true);
  expect(await firstMatches('length:7')).toBe(false);
  expect(await firstMatches('-fragment:last')).toBe(false);
});

it('is for messages of several fragments alone, and for those that are folded', async () => {
  const { capture } = (await long()).reader();
  const { table } = capture.ledger;
  const framesOf = (frame: number) => [frame, frame + 1];
  const found = (first: number, folds: boolean) =>
    foldsOn(table.columns(first), table, framesOf, () => folds).map(({ frames }) => frames[0]);
  expect(found(0, true)).toEqual([0]);
  expect(found(0, false)).toEqual([]);
  expect(found(2 * COLUMN_ROWS, true)).toEqual([]);
});
