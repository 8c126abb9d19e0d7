import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/replay/sequence.ts';
import { SentValues, looksVolatile, splitVolatile } from '../../src/replay/volatile.ts';

describe('looksVolatile', () => {
  it.each<[string, Json]>([
    ['id', 5],
    ['requestId', 'r'],
    ['user_id', 5],
    ['createdAt', 'x'],
    ['access-token', 'x'],
    ['timestamp', 0],
    ['x', '123e4567-e89b-12d3-a456-426614174000'],
    ['x', '2024-05-01T10:00:00.123Z'],
    ['x', '2024-05-01 10:00'],
    ['x', 'Wed, 01 May 2024 10:00:00 GMT'],
    ['x', 'eyJhbGciOiJIUzI1NiJ9.e30.abc'],
    ['x', 'd41d8cd98f00b204'],
    ['x', 'aGVsbG8gd29ybGQgMTIzNDU2Nzg5MA=='],
    ['x', 1_714_557_600],
    ['x', 1_714_557_600_123],
  ])('finds %s: %j so', (name, value) => {
    expect(looksVolatile(name, value)).toBe(true);
  });

  it.each<[string, Json]>([
    ['type', 'session'],
    ['ok', true],
    ['id', null],
    ['text', 'hello world, how are you today'],
    ['count', 5],
    ['video', 'x'],
    ['chat', 'x'],
    ['', 'x'],
    ['word', 'Donaudampfschifffahrtsgesellschaft'],
    ['version', '2024'],
  ])('does not find %s: %j so', (name, value) => {
    expect(looksVolatile(name, value)).toBe(false);
  });
});

describe('splitVolatile', () => {
  it('cuts out ids, times and long numbers', () => {
    expect(splitVolatile('a 123e4567-e89b-12d3-a456-426614174000 b 2024-05-01T10:00:00Z, 12345678')).toEqual([
      'a ',
      '123e4567-e89b-12d3-a456-426614174000',
      ' b ',
      '2024-05-01T10:00:00Z',
      ', ',
      '12345678',
      '',
    ]);
    expect(splitVolatile('tick 42')).toEqual(['tick 42']);
  });
});

describe('SentValues', () => {
  it('knows values under their name, and long ones anywhere', () => {
    const sent = new SentValues();
    sent.addJson({ id: 7, list: [{ room: 'a', name: 'general' }] });
    sent.addText('my id is 4711 or so');
    expect(sent.has('id', 7)).toBe(true);
    expect(sent.has('other', 7)).toBe(false);
    expect(sent.has('room', 'a')).toBe(true);
    expect(sent.has('x', 'a')).toBe(false);
    expect(sent.has('x', 'general')).toBe(true);
    expect(sent.has('x', 4_711)).toBe(true);
    expect(sent.has('x', 'or')).toBe(false);
  });
});
