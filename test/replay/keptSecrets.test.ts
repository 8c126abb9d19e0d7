import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptSecrets, isKeptSecret } from '../../src/replay/keptSecrets.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const marked = (kept: KeptSecrets, text: string): string => Buffer.from(kept.marked(utf8(text))).toString('utf8');

test('a mark stands where a secret stood, and becomes its name', () => {
  const kept = new KeptSecrets({ chat: 'hunter2' });
  const text = marked(kept, 'say hunter2, hunter2!');
  expect(text).not.toContain('hunter2');
  expect(kept.named(text)).toBe('say ${secret:chat}, ${secret:chat}!');
});

test('the longer of two comes first, and a name is written as JSON has it', () => {
  const kept = new KeptSecrets({ short: 'moon', 'the "long" one': 'blue moon' });
  expect(kept.named(marked(kept, 'moon blue moon'))).toBe('${secret:short} ${secret:the \\"long\\" one}');
});

test('also as JSON writes the value', () => {
  const kept = new KeptSecrets({ chat: 'a"b\\c' });
  const text = marked(kept, JSON.stringify({ token: 'a"b\\c' }));
  expect(kept.named(text)).toBe('{"token":"${secret:chat}"}');
  const { token } = JSON.parse(text) as { readonly token: string };
  expect(isKeptSecret(token)).toBe(true);
  expect(isKeptSecret(`${token} `)).toBe(false);
  expect(isKeptSecret(token + token)).toBe(false);
  expect(isKeptSecret('')).toBe(false);
});

test('a short value is left: it comes up by chance', () => {
  const kept = new KeptSecrets({ pin: '123' });
  expect(marked(kept, '123')).toBe('123');
});

test('bytes without a secret stay the very same, and those around one, valid UTF-8 or not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
      const kept = new KeptSecrets({ chat: 'hunter2\u00fc' });
      expect(kept.marked(before)).toBe(before);
      const bytes = kept.marked(Buffer.concat([before, utf8('hunter2\u00fc'), after]));
      expect(Buffer.from(bytes.subarray(0, before.length))).toEqual(Buffer.from(before));
      expect(Buffer.from(bytes.subarray(bytes.length - after.length))).toEqual(Buffer.from(after));
      expect(kept.named(Buffer.from(bytes.subarray(before.length, bytes.length - after.length)).toString('utf8'))).toBe(
        '${secret:chat}',
      );
    }),
  );
});

test('bytes have a star for each byte of a secret', () => {
  const kept = new KeptSecrets({ chat: 'hunter2', pin: '123' });
  expect(Buffer.from(kept.starred(utf8('a hunter2 123'))).toString()).toBe('a ******* 123');
  const bytes = utf8('none');
  expect(kept.starred(bytes)).toBe(bytes);
});

test('has a mark for each of many', () => {
  const secrets = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`n${i}`, `value-${i}-`]));
  const kept = new KeptSecrets(secrets);
  for (const [name, value] of Object.entries(secrets))
    expect(kept.named(marked(kept, value))).toBe(`\${secret:${name}}`);
});
