import { describe, expect, it } from 'vitest';
import { FILTER_KEYS, KEY_NAMES, keyNamed } from '../../../../src/capture/filter/language/keys.ts';
import { parseFilter } from '../../../../src/capture/filter/language/parse.ts';

describe('filter keys', () => {
  it('are found in any letter case and by other names', () => {
    expect(keyNamed('From')?.name).toBe('from');
    expect(keyNamed('frame')?.name).toBe('n');
    expect(keyNamed('toString')).toBeUndefined();
    expect(KEY_NAMES).toContain('size');
  });

  it.each(FILTER_KEYS.map((key) => [key.name, key] as const))('%s has an example that can be read', (_, key) => {
    expect(parseFilter(key.example)).toMatchObject({ ok: true });
  });

  it.each(
    FILTER_KEYS.filter(({ name }) => name !== 'json').flatMap((key) =>
      key.values.map(({ value }) => [`${key.name}:${value}`] as const),
    ),
  )('%s can be read', (text) => {
    expect(parseFilter(text)).toMatchObject({ ok: true });
  });
});
