import { describe, expect, it } from 'vitest';
import {
  findBlank,
  findNonTokenCharacter,
  findNonValueCharacter,
  nameCharacter,
} from '../../src/profiles/fieldSyntax.ts';

describe('findNonTokenCharacter', () => {
  it('lets every token character pass', () => {
    expect(findNonTokenCharacter("!#$%&'*+-.^_`|~09azAZ")).toBeUndefined();
  });

  it.each([
    ['X Name', 1, 'a space'],
    ['X-Name:', 6, '":"'],
    ['a(b', 1, '"("'],
    ['naïve', 2, '"ï" (U+00EF)'],
    ['a\r\nb', 1, 'a carriage return'],
  ])('finds the character in %j', (text, offset, name) => {
    expect(findNonTokenCharacter(text)).toEqual({ offset, name });
  });
});

describe('findNonValueCharacter', () => {
  it('lets tabs, spaces and Latin-1 pass', () => {
    expect(findNonValueCharacter('a\tb "c" Zürich ~')).toBeUndefined();
  });

  it.each([
    ['a\nb', 1, 'a line break'],
    ['a\0', 1, 'a NUL character'],
    ['\x7f', 0, 'the invisible character U+007F'],
    ['snow ☃', 5, '"☃" (U+2603)'],
    ['😀', 0, '"😀" (U+1F600)'],
  ])('finds the character in %j', (text, offset, name) => {
    expect(findNonValueCharacter(text)).toEqual({ offset, name });
  });
});

describe('findBlank', () => {
  it.each([
    ['ws://a b', 6],
    ['ws://a\u00a0b', 6],
    ['ws://a\u200bb', 6],
    ['\tws://a', 0],
  ])('finds the one in %j', (text, offset) => {
    expect(findBlank(text)?.offset).toBe(offset);
  });

  it('finds none in visible text', () => {
    expect(findBlank('ws://bücher.example/ü?q=☃')).toBeUndefined();
  });
});

describe('nameCharacter', () => {
  it('quotes what can be seen and numbers what cannot', () => {
    expect([';', '\u200b', '\ud800', '\u00a0'].map(nameCharacter)).toEqual([
      '";"',
      'the invisible character U+200B',
      'the invisible character U+D800',
      'a no-break space (U+00A0)',
    ]);
  });
});
