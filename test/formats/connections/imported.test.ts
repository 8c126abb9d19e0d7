import { expect, test } from 'vitest';
import { importNotes, textMessage } from '../../../src/formats/connections/imported.ts';

test('begins without notes, each reader with its own', () => {
  const notes = importNotes();
  notes.unmapped.push('x');
  expect(importNotes()).toEqual({ unmapped: [], variables: {} });
});

test('makes a message of a text, with a name only where there is one', () => {
  expect(textMessage('hi')).toEqual({ body: { kind: 'text', text: 'hi' } });
  expect(textMessage('hi', '')).toEqual({ body: { kind: 'text', text: 'hi' } });
  expect(textMessage('', 'empty')).toEqual({ name: 'empty', body: { kind: 'text', text: '' } });
});
