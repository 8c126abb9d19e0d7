import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Annotations, notesFileOf } from '../../../src/engine/list/annotations.ts';
import { temporaryFile } from '../../support/temporaryFile.ts';

test('marks and notes are kept beside the capture and come back', async () => {
  const capture = temporaryFile('x.pcapng');
  const notes = new Annotations(capture);
  await Promise.all([notes.change([4, 2], { marked: true }), notes.change([2], { note: ' why? ' })]);
  expect(notes.of(2)).toEqual({ frame: 2, note: 'why?', marked: true });
  expect(JSON.parse(readFileSync(notesFileOf(capture), 'utf8'))).toEqual({
    version: 1,
    frames: [
      { frame: 3, note: 'why?', marked: true },
      { frame: 5, marked: true },
    ],
  });
  expect(statSync(notesFileOf(capture)).mode & 0o077).toBe(0);
  expect(await new Annotations(capture).all()).toEqual(await notes.all());
});

test('an empty note and a taken mark leave nothing, and the last one takes the file with it', async () => {
  const capture = temporaryFile('x.pcapng');
  const notes = new Annotations(capture);
  await notes.change([1], { note: 'x', marked: true });
  await notes.change([1], { note: '  ' });
  expect(notes.of(1)).toEqual({ frame: 1, marked: true });
  await notes.change([1], { marked: false });
  expect(notes.of(1)).toBeUndefined();
  expect(existsSync(notesFileOf(capture))).toBe(false);
});

test('what does not fit in a file written by hand is left out', async () => {
  const capture = temporaryFile('x.pcapng');
  writeFileSync(
    notesFileOf(capture),
    '{"frames":[{"frame":1,"note":"kept"},{"frame":0},{"frame":"2"},7,{"note":"x"}]}',
  );
  expect(await new Annotations(capture).all()).toEqual([{ frame: 0, note: 'kept' }]);
  writeFileSync(notesFileOf(capture), 'not JSON');
  expect(await new Annotations(capture).all()).toEqual([]);
});

test('a note that cannot be written is told with its file, and the next one is tried again', async () => {
  const notes = new Annotations(join(dirname(temporaryFile('x')), 'no such folder', 'x.pcapng'));
  await expect(notes.change([1], { note: 'x' })).rejects.toThrow(/could not be written to .*x\.pcapng\.notes\.json/);
  expect(notes.of(1)).toEqual({ frame: 1, note: 'x' });
  await expect(notes.change([2], { note: 'y' })).rejects.toThrow('could not be written');
});
