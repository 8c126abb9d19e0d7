import { expect, test } from 'vitest';
import {
  encodeOptions,
  encodePreamble,
  OPTION,
  packetsEndBefore,
  readOptions,
  textOption,
  writePacketHead,
} from '../../src/capture/pcapngBlocks.ts';

test('the preamble is a section of unknown length and an interface of raw IP in microseconds', () => {
  const hex = Buffer.from(encodePreamble()).toString('hex');
  expect(hex.slice(0, 8)).toBe('0a0d0d0a');
  expect(hex.slice(16, 48)).toBe('4d3c2b1a' + '01000000' + 'ffffffffffffffff');
  const preamble = encodePreamble();
  const view = new DataView(preamble.buffer);
  const section = view.getUint32(4, true);
  expect(view.getUint32(section - 4, true)).toBe(section);
  expect(view.getUint32(section, true)).toBe(1);
  expect(view.getUint16(section + 8, true)).toBe(101);
  expect(preamble.length).toBe(section + view.getUint32(section + 4, true));
  const options = readOptions(view, section + 16, preamble.length - 4, true);
  expect(options.find((option) => option.code === OPTION.timestampResolution)?.value).toEqual(Uint8Array.of(6));
});

test('options are padded to 32 bits and read back', () => {
  const options = [textOption(OPTION.comment, 'a'), textOption(OPTION.comment, 'héllo')];
  const bytes = encodeOptions(options);
  expect(bytes.length % 4).toBe(0);
  expect(readOptions(new DataView(bytes.buffer), 0, bytes.length, true)).toEqual(options);
  expect(encodeOptions([])).toEqual(new Uint8Array(0));
});

test('options that reach beyond their block are not read', () => {
  const bytes = encodeOptions([textOption(OPTION.comment, 'abcd')]);
  bytes[2] = 200;
  expect(readOptions(new DataView(bytes.buffer), 0, bytes.length, true)).toEqual([]);
});

test('a time is split into its high and low 32 bits', () => {
  const view = new DataView(new ArrayBuffer(28));
  writePacketHead(view, 0, 3 * 2 ** 32 + 7, 41, 76);
  const words = Array.from({ length: 7 }, (_, i) => view.getUint32(i * 4, true));
  expect(words).toEqual([6, 76, 0, 3, 7, 41, 41]);
});

test('packets have to end before padding and the second length of their blocks', () => {
  // A block of 32 + 8 bytes at 100 has its packet of 5 bytes at 128…133, and ends at 140.
  expect(133 <= packetsEndBefore(140)).toBe(true);
  expect(133 <= packetsEndBefore(139)).toBe(false);
  expect(packetsEndBefore(2 ** 33 + 2)).toBe(2 ** 33 - 4);
});
