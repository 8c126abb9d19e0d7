import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { FrameSearch, SEARCH_LIMIT, type SearchOptions } from '../../src/protocol/frameSearch.ts';
import { bytesOf, hex } from './recorder.ts';

const options = (more: Partial<SearchOptions> = {}): SearchOptions => ({
  from: 'server',
  deflate: false,
  messageOpen: false,
  openAfter: false,
  declaredEnd: Infinity,
  ...more,
});
const text = (payload: string): Uint8Array => encodeFrame({ opcode: 1, payload: bytesOf(payload) });
const three = [text('one'), text('two'), text('three')];

/** The same answer in one piece and byte by byte. */
function find(bytes: Uint8Array, more: Partial<SearchOptions> = {}) {
  const whole = new FrameSearch(options(more));
  whole.push(bytes, 0, bytes.length);
  const found = whole.find();
  const slow = new FrameSearch(options(more));
  let foundSlowly: typeof found;
  for (let at = 0; at < bytes.length && foundSlowly === undefined; at += 1) {
    slow.push(bytes, at, at + 1);
    foundSlowly = slow.find();
  }
  expect(foundSlowly).toEqual(found);
  return { found, atEnd: found === undefined ? whole.findAtEnd() : undefined };
}

describe('FrameSearch', () => {
  it('finds three frames in a row', () => {
    expect(find(bytesOf('xxxxx', ...three)).found).toEqual({ start: 5, knownAt: 22 });
  });

  it('takes the place that is known first, of several', () => {
    const short = hex('81 01 61 81 01 62 81 01 63');
    const long = encodeFrame({ opcode: 2, payload: bytesOf(short, new Uint8Array(20)) });
    expect(find(bytesOf('xxxxx', long, long, long)).found).toEqual({ start: 7, knownAt: 16 });
  });

  it('is not convinced by fewer, nor by empty ones', () => {
    expect(find(bytesOf('xxxxx', text('one'), text('two'))).found).toBeUndefined();
    expect(find(bytesOf('xxxxx', hex('8a 00 8a 00 8a 00 8a 00'))).found).toBeUndefined();
  });

  it('is convinced at the end by whole frames up to it', () => {
    expect(find(bytesOf('xxxxx', text('one'))).atEnd).toBe(5);
    expect(find(bytesOf('xxxxx', hex('88 02 03 e8'))).atEnd).toBe(5);
    expect(find(bytesOf('xxxxx', hex('8a 00'))).atEnd).toBeUndefined();
    expect(find(bytesOf('xxxxx')).atEnd).toBeUndefined();
  });

  it('needs one frame only where the doubtful header said that the next begins', () => {
    expect(find(bytesOf('xxxxxxx', text('one')), { declaredEnd: 7 }).found).toEqual({ start: 7, knownAt: 12 });
    expect(find(bytesOf('xxxxxxx'), { declaredEnd: 7 }).atEnd).toBe(7);
  });

  it.each([
    ['a text that is no UTF-8', '81 01 ff'],
    ['a Close with one byte', '88 01 03'],
    ['a Close with a code that must not be sent', '88 02 03 ed'],
    ['a masked frame of the server', '81 81 00 00 00 00 41'],
    ['a masked frame whose header is cut', '81 81 00'],
    ['a continuation of nothing', '80 01 41'],
    ['a reserved opcode', '83 01 41'],
  ])('does not take %s for a frame', (_what, bytes) => {
    expect(find(bytesOf('xxxxx', hex(bytes))).atEnd).toBeUndefined();
  });

  it.each([
    ['an unmasked frame', '81 01 41'],
    ['a header that is cut', '81 7e 01'],
  ])('does not take %s of the client for a frame', (_what, bytes) => {
    expect(find(bytesOf('xxxxx', hex(bytes)), { from: 'client' }).atEnd).toBeUndefined();
  });

  it('takes frames of a client, compressed ones, and an empty Close', () => {
    const masked = encodeFrame({ opcode: 1, payload: bytesOf('\xff'), maskingKey: 5 });
    expect(find(bytesOf('xxxxx', masked), { from: 'client' }).atEnd).toBe(5);
    expect(find(bytesOf('xxxxx', hex('c1 03 f2 00 00')), { deflate: true }).atEnd).toBe(5);
    expect(find(bytesOf('xxxxx', text('one'), hex('88 00'))).atEnd).toBe(5);
  });

  it('follows fragments', () => {
    const fragments = hex('01 01 41 00 01 41 80 01 41');
    expect(find(bytesOf('xxxxx', fragments)).found?.start).toBe(5);
    expect(find(bytesOf('xxxxx', hex('80 01 41'), ...three), { messageOpen: true }).found?.start).toBe(5);
    expect(find(bytesOf('xxxxx', hex('80 01 41')), { declaredEnd: 5, openAfter: true }).found?.start).toBe(5);
  });

  it('does not wait for frames beyond its limit, and takes no more than that', () => {
    const search = new FrameSearch(options());
    search.push(hex('78 82 7f 00 00 00 00 00 02 00 00'), 0, 11);
    expect(search.find()).toBeUndefined();
    const filler = new Uint8Array(100_000).fill(0x78);
    expect(search.push(filler, 0, filler.length)).toBe(SEARCH_LIMIT - 11);
    expect(search.full).toBe(true);
    expect(search.find()).toBeUndefined();
    expect(search.bytes).toHaveLength(SEARCH_LIMIT);
  });
});
