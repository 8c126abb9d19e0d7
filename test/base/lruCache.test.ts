import { expect, test } from 'vitest';
import { LruCache } from '../../src/base/lruCache.ts';

test('drops what was unused for longest when the sizes exceed the capacity', () => {
  const cache = new LruCache<string, string>(6, (value) => value.length);
  cache.set('a', '11');
  cache.set('b', '22');
  cache.set('c', '33');
  expect(cache.get('a')).toBe('11');
  cache.set('d', '44');
  expect(cache.get('b')).toBeUndefined();
  expect([cache.get('a'), cache.get('c'), cache.get('d')]).toEqual(['11', '33', '44']);
  expect(cache.size).toBe(6);
});

test('keeps the newest value alone when it exceeds the capacity by itself', () => {
  const cache = new LruCache<number, string>(3, (value) => value.length);
  cache.set(1, 'x');
  cache.set(2, 'longer');
  expect(cache.get(1)).toBeUndefined();
  expect(cache.get(2)).toBe('longer');
  cache.set(3, 'y');
  expect(cache.get(2)).toBeUndefined();
  expect(cache.size).toBe(1);
});

test('counts values when no size is given, and a key set twice counts once', () => {
  const cache = new LruCache<number, string>(2);
  cache.set(1, 'a');
  cache.set(1, 'b');
  cache.set(2, 'c');
  expect(cache.size).toBe(2);
  expect(cache.get(1)).toBe('b');
  cache.delete(1);
  cache.delete(1);
  expect(cache.size).toBe(1);
  cache.clear();
  expect(cache.size).toBe(0);
  expect(cache.get(2)).toBeUndefined();
});
