import { expect, it } from 'vitest';
import { checkRegex } from '../../../../src/capture/filter/language/regexCheck.ts';

it.each([
  ['a/b', 'i', { ok: true, source: String.raw`a\/b`, flags: 'i' }],
  ['', '', { ok: true, source: '(?:)', flags: '' }],
  ['a', 'smi', { ok: true, source: 'a', flags: 'ims' }],
])('takes /%s/%s', (source, flags, expected) => {
  expect(checkRegex(source, flags)).toEqual(expected);
});

it.each([
  ['(', '', /This is no regular expression: .*Unterminated group/],
  ['a', 'g', /may stand i, m, s and u/],
  ['a', 'ii', /each once/],
])('refuses /%s/%s', (source, flags, message) => {
  expect(checkRegex(source, flags)).toEqual({ ok: false, message: expect.stringMatching(message) as string });
});
