import { expect, test } from 'vitest';
import { code, fenced, prose } from '../../../src/diagnosis/report/markdownText.ts';

test.each([
  [
    '*b* _i_ `c` [a](b) <img> &amp; a|b ~s~ #1 !x $x$ \\',
    '\\*b\\* \\_i\\_ \\`c\\` \\[a\\](b) \\<img\\> \\&amp; a\\|b \\~s\\~ \\#\u20601 \\!x \\$x\\$ \\\\',
  ],
  ['see https://a.test and www.a.test', 'see https:\u2060//a.test and www\u2060.a.test'],
  ['ask @ann or a@b.test', 'ask @\u2060ann or a@\u2060b.test'],
  ['- no list', '\u2060- no list'],
  ['1. no list', '\u20601. no list'],
  ['two\nlines', 'two\\\\nlines'],
  ['Bearer abcdefgh', 'Bearer •••'],
])('running text: %j', (text, markdown) => expect(prose(text)).toBe(markdown));

test.each([
  ['plain', '`plain`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['', '`  `'],
  [' x', '`  x `'],
  ['<b>\n', '`<b>\\n`'],
  ['wss://u:p@a.test/?token=1', '`wss://•••@a.test/?token=•••`'],
])('code: %j', (text, markdown) => expect(code(text)).toBe(markdown));

test('a fence is longer than any inside', () => {
  expect(fenced('a\r\n```\r\n\tb\x1b\r\n\r\n', 'http')).toBe('````http\na\n```\n\tb\\x1b\n````');
});
