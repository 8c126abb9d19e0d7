// @vitest-environment happy-dom
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Inflated } from '../../../src/contract/engineContract.ts';
import { type Inflate, decodedSections, isDecodable, relative } from '../../../webview/detail/decodedView.ts';

const whole: Inflate = ({ bytes }) => Promise.resolve({ bytes: new Uint8Array(gunzipSync(bytes)), end: 'whole' });
const answering =
  (answer: Inflated): Inflate =>
  () =>
    Promise.resolve(answer);
const words = async (content: string | Uint8Array, inflate: Inflate = whole): Promise<string> =>
  (await decodedSections(content, inflate)).map((section) => section.textContent).join('|');
const part = (text: string): string => Buffer.from(text).toString('base64url');

test('one form inside the other, to the end', async () => {
  const packed = gzipSync('{"id":12345678901234567890}');
  expect(await words(packed.toString('base64'))).toMatch(
    /^Decoded from base64: \d+ bytes\.\|Decoded from gzip: 27 characters\.\|\{…\}1 member"id": 12345678901234567890/,
  );
  expect(await words('a%20%E2%98%83')).toBe('Decoded from percent-encoding: 3 characters.|a ☃');
  expect(await words('just text')).toBe('');
});

test('a token is taken apart, and nobody is told that it is genuine', async () => {
  const claims = `{"sub":"ann","exp":${Math.floor(Date.now() / 1000) + 7300}}`;
  const said = await words(`${part('{"alg":"HS256"}')}.${part(claims)}.${part('sig')}`);
  expect(said).toContain('The signature (HS256, 3 bytes) was not checked');
  expect(said).toContain('"sub": "ann"');
  expect(said).toMatch(/exp expires 20\d\d-.*Z, in 2 hours$/);
  expect(await words(`${part('{"alg":"none"}')}.${part('{}')}.`)).toContain('This token has no signature');
});

test('a bomb, and what breaks off, are said', async () => {
  const packed = gzipSync('x');
  expect(await words(packed, answering({ bytes: new Uint8Array(Buffer.from('xx')), end: 'cap' }))).toContain(
    'Only the first 2 B are inflated.',
  );
  expect(await words(packed, answering({ bytes: new Uint8Array(Buffer.from('x')), end: 'malformed' }))).toContain(
    'it is inflated up to there',
  );
  expect(await words(packed, answering({ bytes: new Uint8Array(), end: 'malformed' }))).toBe('');
  expect(await words(packed, answering({ bytes: Uint8Array.of(0xff, 0x00), end: 'whole' }))).toContain(
    '00000000  ff 00',
  );
});

test('markup that was encoded stays text', async () => {
  const sections = await decodedSections(btoa('<img src=x onerror=alert(1)>'), whole);
  expect(sections.some((section) => section.querySelector('img') !== null)).toBe(false);
  expect(sections.map(({ textContent }) => textContent).join('')).toContain('<img src=x onerror=alert(1)>');
});

test('what can be decoded is known before it is', () => {
  expect([isDecodable('hello'), isDecodable(btoa('hello hello hello')), isDecodable(gzipSync('x'))]).toEqual([
    false,
    true,
    true,
  ]);
  expect([relative(-90_000), relative(500), relative(3 * 86_400_000)]).toEqual([
    '1 minute ago',
    'in 0 seconds',
    'in 3 days',
  ]);
});
