import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodedText, fromBase64 } from '../../src/lens/encodedText.ts';

function decoded(text: string): string | undefined {
  const found = encodedText(text);
  if (found === undefined) return undefined;
  return `${found.scheme}: ${found.scheme === 'percent-encoding' ? found.text : Buffer.from(found.bytes).toString()}`;
}

test('base64 of either alphabet, with and without padding, and over several lines', () => {
  const sentence = 'Was it a car or a cat I saw? ~~~ ☃';
  expect(decoded(Buffer.from(sentence).toString('base64'))).toBe(`base64: ${sentence}`);
  expect(decoded(Buffer.from(`${sentence}>>>???`).toString('base64url'))).toBe(`base64url: ${sentence}>>>???`);
  expect(
    decoded(
      Buffer.from(sentence)
        .toString('base64')
        .replace(/(.{20})/g, '$1\r\n'),
    ),
  ).toBe(`base64: ${sentence}`);
  expect(encodedText(gzipSync('hello').toString('base64'))).toMatchObject({ scheme: 'base64' });
});

test('percent-encoding, and data URLs', () => {
  expect(decoded('name=J%C3%B6rg&q=a+b')).toBe('percent-encoding: name=Jörg&q=a b');
  expect(decoded('data:text/plain;charset=utf-8;base64,aGVsbG8=')).toBe('data URL: hello');
});

test('words are no base64, and what decodes to nonsense is none either', () => {
  for (const text of [
    'hello',
    'thisIsAnIdentifierOfSomething',
    '0123456789abcdef0123456789abcdef',
    'aGVsbG8=',
    '100%',
    '%ff%fe',
    'data:text/plain;base64,*',
    '',
  ])
    expect(decoded(text)).toBeUndefined();
});

test('base64 that cannot be', () => {
  expect(fromBase64('a')).toBeUndefined();
  expect(fromBase64('ab+_')).toBeUndefined();
  expect(fromBase64('YQ=')).toBeUndefined();
  expect([...(fromBase64('YQ') ?? [])]).toEqual([0x61]);
});
