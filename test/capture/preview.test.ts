import { expect, test } from 'vitest';
import {
  makeVisible,
  PREVIEW_TEXT_BYTES,
  previewClose,
  previewHex,
  previewPing,
  previewText,
} from '../../src/capture/preview.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test('short text is shown whole', () => {
  const bytes = utf8('héllo ☃');
  expect(previewText(bytes, bytes.length)).toEqual({ text: 'héllo ☃', cut: false });
});

test('long text is cut after 200 characters, never inside one', () => {
  const bytes = utf8('😀'.repeat(1000));
  const preview = previewText(bytes.subarray(0, PREVIEW_TEXT_BYTES), bytes.length);
  expect(preview).toEqual({ text: '😀'.repeat(200), cut: true });
});

test('a character that the head of the payload cuts off is left out, not shown as broken', () => {
  const bytes = utf8('abc☃');
  expect(previewText(bytes.subarray(0, 4), bytes.length)).toEqual({ text: 'abc', cut: true });
});

test('bytes that are no UTF-8 show as replacement characters', () => {
  expect(previewText(Uint8Array.of(0x61, 0xff, 0x62), 3).text).toBe('a\uFFFDb');
});

test('what hides or breaks the line is made visible', () => {
  expect(makeVisible('a\nb\r\tc\0\x1b\x7f')).toBe('a␤b␍␉c␀␛␡');
  expect(makeVisible('\u202Eevil\u202C \u2066x\u2069')).toBe('⟨U+202E⟩evil⟨U+202C⟩ ⟨U+2066⟩x⟨U+2069⟩');
  expect(makeVisible('a\u200Bb\uFEFFc\u200D\u00AD')).toBe('a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+200D⟩⟨U+00AD⟩');
  expect(makeVisible('\u0085\u2028\u2029')).toBe('⟨U+0085⟩⟨U+2028⟩⟨U+2029⟩');
});

test('a joiner inside an emoji stays', () => {
  for (const emoji of ['👩‍🚀', '👩🏽‍🚀', '🏳️‍🌈']) expect(makeVisible(emoji)).toBe(emoji);
});

test('binary shows as hex, at most 48 bytes', () => {
  expect(previewHex(Uint8Array.of(0, 10, 255), 3)).toEqual({ text: '00 0a ff', cut: false });
  const long = previewHex(new Uint8Array(100), 100);
  expect(long.text).toBe(Array.from({ length: 48 }, () => '00').join(' '));
  expect(long.cut).toBe(true);
});

test('Close shows its code and reason', () => {
  const close = (hex: string): string => previewClose(Uint8Array.from(Buffer.from(hex, 'hex')), hex.length / 2).text;
  expect(close('03e8')).toBe('1000');
  expect(close('03e8' + Buffer.from('bye\n').toString('hex'))).toBe('1000 "bye␤"');
  expect(close('03')).toBe('03');
  expect(close('')).toBe('');
});

test('Ping shows as text when it reads as text', () => {
  expect(previewPing(utf8('keep-alive 7'), 12).text).toBe('keep-alive 7');
  expect(previewPing(Uint8Array.of(0, 1), 2).text).toBe('00 01');
  expect(previewPing(Uint8Array.of(0xff), 1).text).toBe('ff');
});
