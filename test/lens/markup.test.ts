import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutMarkup, markupLanguage } from '../../src/lens/markup.ts';

const laidOut = (text: string): string =>
  layOutMarkup(text)
    .map((part) => part.text)
    .join('');

test('one element a line, a text alone in its element on that line', () => {
  expect(laidOut('<?xml version="1.0"?><a x="1>2"><b>text</b><c/><d><e></e></d><!-- n --></a>')).toBe(
    '<?xml version="1.0"?>\n<a x="1>2">\n  <b>text</b>\n  <c/>\n  <d>\n    <e></e>\n  </d>\n  <!-- n -->\n</a>',
  );
});

test('elements of HTML without an end do not indent', () => {
  expect(laidOut('<!doctype html><p>a<br>b</p>')).toBe('<!doctype html>\n<p>\n  a\n  <br>\n  b\n</p>');
});

test('nothing but white space changes, whatever the text', () => {
  const bare = (text: string): string => text.replace(/\s/g, '');
  const piece = fc.constantFrom('<a>', '</a>', '<b c="d">', '<br/>', 'text', '<', '>', '"', '<!--', '-->', ' ', '&lt;');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      expect(bare(laidOut(text))).toBe(bare(text));
    }),
    { numRuns: 1000 },
  );
});

test('the language by how it begins and ends', () => {
  expect(markupLanguage('<!DOCTYPE html><p>x</p>')).toBe('HTML');
  expect(markupLanguage('<script>alert(1)</script>')).toBe('XML');
  expect(markupLanguage('<a> is not')).toBeUndefined();
  expect(markupLanguage('a < b > c')).toBeUndefined();
});
