import { expect, test } from 'vitest';
import { PacketChunks } from '../../src/capture/packetChunks.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function append(chunks: PacketChunks, text: string): void {
  chunks.append(utf8(text));
  chunks.commit();
}

test('what was reserved, copied and held comes out in order, once', () => {
  const chunks = new PacketChunks();
  chunks.view.setUint8(chunks.reserve(1), 0x30);
  const changing = Buffer.from('one ');
  chunks.append(changing);
  changing.fill(0);
  chunks.hold(utf8('two '));
  append(chunks, 'three');
  expect(Buffer.concat(chunks.take()).toString()).toBe('0one two three');
  expect(chunks.length).toBe(14);
  expect(chunks.take()).toEqual([]);
  append(chunks, '!');
  expect(Buffer.concat(chunks.take()).toString()).toBe('!');
});

test('a full room is followed by another; what was taken does not change', () => {
  const chunks = new PacketChunks();
  const long = 'x'.repeat(60_000);
  for (let i = 0; i < 10; i++) append(chunks, `${i}${long}`);
  const text = Buffer.concat(chunks.take()).toString();
  expect(text.length).toBe(600_010);
  for (let i = 0; i < 10; i++) expect(text[i * 60_001]).toBe(String(i));
});
