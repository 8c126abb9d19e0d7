import { expect, test } from 'vitest';
import { type CaptureNote, noteFromComments, commentsOf } from '../../src/capture/captureNote.ts';

test('a note survives its comments', () => {
  const notes: CaptureNote[] = [
    { kind: 'begin', facts: { url: 'ws://127.0.0.1/é☃', title: '', startedAt: 1 } },
    { kind: 'abandoned' },
    { kind: 'finish', facts: [1, null, 'x'] },
  ];
  for (const note of notes) expect(noteFromComments(commentsOf(note, ['for people']))).toEqual(note);
});

test('a long note is split into comments that fit an option, and never inside a character', () => {
  const note: CaptureNote = { kind: 'finish', facts: { a: 'x' + '😀'.repeat(60_000) } };
  const comments = commentsOf(note, ['r'.repeat(70_000)]);
  expect(comments.length).toBeGreaterThan(1);
  for (const comment of comments) {
    const bytes = new TextEncoder().encode(comment);
    expect(bytes.length).toBeLessThanOrEqual(0xffff);
    expect(new TextDecoder().decode(bytes)).toBe(comment);
  }
  expect(noteFromComments(comments)).toEqual(note);
});

test('lines for people follow the note as they are', () => {
  expect(commentsOf({ kind: 'abandoned' }, ['URL: ws://127.0.0.1/é', 'half \ud800']).slice(1)).toEqual([
    'URL: ws://127.0.0.1/é',
    'half \ufffd',
  ]);
});

test("other people's comments and damaged ones are no notes", () => {
  expect(noteFromComments([])).toBeUndefined();
  expect(noteFromComments(['look here'])).toBeUndefined();
  expect(noteFromComments(['websocket-inspector: {"kind":'])).toBeUndefined();
  expect(noteFromComments(['websocket-inspector: 7'])).toBeUndefined();
  expect(noteFromComments(['websocket-inspector: {"kind":"other"}'])).toBeUndefined();
  expect(noteFromComments(['look here', 'websocket-inspector: {"kind":"abandoned"}'])).toEqual({ kind: 'abandoned' });
});
