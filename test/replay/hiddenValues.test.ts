import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatHex } from '../../src/base/hex.ts';
import { cutText } from '../../src/replay/excerpt.ts';
import { HiddenValues } from '../../src/replay/hiddenValues.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function hiding(...values: readonly string[]): (text: string) => string {
  const hidden = new HiddenValues();
  hidden.add(...values);
  return hidden.masked;
}

it('masks values wherever they stand, also in hexadecimal digits', () => {
  expect(hiding('hunter2')(`got "hunter2", ${formatHex(utf8('hunter2'))}`)).toBe('got "•••", •••');
  expect(hiding()('nothing is hidden…')).toBe('nothing is hidden…');
});

it('knows values that were added later', () => {
  const hidden = new HiddenValues();
  hidden.add('first');
  expect(hidden.masked('first second')).toBe('••• second');
  hidden.add('second', 'first');
  expect(hidden.masked('first second')).toBe('••• •••');
});

it.each([
  ['the key is hunt…', 'the key is •••…'],
  ['"…nter2", got "…x"', '"…•••", got "…x"'],
  ['expected "…unte…", got "…hunt…"', 'expected "…•••…", got "…•••…"'],
  [`${formatHex(utf8('my hunt'))} …`, `${formatHex(utf8('my '))} ••• …`],
  [`… ${formatHex(utf8('nter'))} …, got the end`, '… ••• …, got the end'],
  // One character tells nothing.
  ['the key is h…', 'the key is h…'],
  ['…2 is it', '…2 is it'],
  ['hunter is another…', 'hunter is another…'],
])('masks what a cut left of one: %s', (text, masked) => {
  expect(hiding('hunter2')(text)).toBe(masked);
});

it('leaves no beginning of a value where a text was cut, wherever it was', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 3, max: 80 }), (before, after, most) => {
      const secret = 'k3pt-t0k3n-f0r-y0u';
      const text = hiding(secret)(cutText(`${before}${secret}${after}`, most));
      for (let length = 2; length <= secret.length; length++)
        expect(text.endsWith(`${secret.slice(0, length)}…`)).toBe(false);
      expect(text).not.toContain(secret);
    }),
  );
});
