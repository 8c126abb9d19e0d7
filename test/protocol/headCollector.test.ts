import { describe, expect, it } from 'vitest';
import { HeadCollector, startsLikeRequest, startsLikeResponse } from '../../src/protocol/headCollector.ts';
import { bytesOf, hex } from './recorder.ts';

const collect = (bytes: Uint8Array, limits?: { maxBytes: number; maxLines: number }) => {
  const collector = new HeadCollector(startsLikeResponse, limits);
  return { collector, ...collector.push(bytes, 0) };
};

describe('HeadCollector', () => {
  it('stops after the empty line and leaves the rest', () => {
    const text = 'HTTP/1.1 101 OK\r\nA: b\r\n\r\n';
    const { collector, state, next } = collect(bytesOf(text, 'rest'));
    expect(state).toBe('complete');
    expect(next).toBe(text.length);
    expect(Buffer.from(collector.bytes).toString()).toBe(text);
    expect(collector.lines).toBe(3);
    expect(collector.length).toBe(text.length);
  });

  it('takes LF for CR LF, and skips empty lines before the start', () => {
    expect(collect(bytesOf('HTTP/1.1 101 OK\nA: b\n\nrest')).state).toBe('complete');
    expect(collect(bytesOf('\r\n\r\nHTTP/1.1 101 OK\r\n\r\n')).state).toBe('complete');
  });

  it('goes on from byte to byte, beyond its first buffer', () => {
    const text = bytesOf(`HTTP/1.1 101 OK\r\nA: ${'b'.repeat(3000)}\r\n\r\n`);
    const collector = new HeadCollector(startsLikeResponse);
    text.forEach((_, index) => {
      const { state } = collector.push(text.subarray(0, index + 1), index);
      expect(state).toBe(index === text.length - 1 ? 'complete' : 'incomplete');
    });
    expect(Buffer.compare(collector.bytes, text)).toBe(0);
  });

  it.each([
    ['15 03 03 00 02 02 46', 7],
    ['00 01 02 03 04 05 06 07 08', 7],
    ['53 53 48 0a', 4],
    ['48 54 54 50 2d 31 2e', 7],
  ])('knows that %s is no HTTP', (bytes, next) => {
    expect(collect(hex(bytes))).toMatchObject({ state: 'foreign', next });
  });

  it('says at the end what it was', () => {
    expect(collect(hex('05 ff')).collector.end()).toBe('foreign');
    expect(collect(bytesOf('HTTP/1.1 10')).collector.end()).toBe('incomplete');
    expect(collect(bytesOf('HT')).collector.end()).toBe('incomplete');
  });

  it('stops at its limits', () => {
    const limits = { maxBytes: 40, maxLines: 4 };
    expect(collect(bytesOf('HTTP/1.1 101 OK\r\n', 'a'.repeat(100)), limits)).toMatchObject({
      state: 'too-large',
      next: 40,
    });
    expect(collect(bytesOf('HTTP/1.1 200\n', 'a:b\n'.repeat(10)), limits)).toMatchObject({ state: 'too-many-lines' });
  });
});

describe('startsLikeRequest', () => {
  it('wants a letter first', () => {
    expect(startsLikeRequest(bytesOf(''))).toBeUndefined();
    expect(startsLikeRequest(bytesOf('GET'))).toBe(true);
    expect(startsLikeRequest(bytesOf('get'))).toBe(true);
    expect(startsLikeRequest(bytesOf('1'))).toBe(false);
    expect(startsLikeRequest(hex('16 03 01'))).toBe(false);
    expect(startsLikeRequest(bytesOf('~'))).toBe(false);
  });
});
