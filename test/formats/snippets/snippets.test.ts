import { expect, test } from 'vitest';
import { snippetFormats } from '../../../src/formats/snippets/snippets.ts';
import { wholeOptions } from './wholeOptions.ts';

test('each format has an id of its own and writes a text', () => {
  expect(new Set(snippetFormats.map(({ id }) => id)).size).toBe(snippetFormats.length);
  for (const format of snippetFormats) expect(format.write(wholeOptions).text).toMatch(/example\.com/);
});
