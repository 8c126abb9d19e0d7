import type { Range } from './filter.ts';
import type { RangeRead, ReadValue } from './valueRead.ts';

/** `v`, `a..b`, `a..`, `..b`, `>v`, `>=v`, `<v` or `<=v`. */
export function readRange(text: string, read: ReadValue): RangeRead {
  const dots = text.indexOf('..');
  if (dots >= 0) return readBetween(text.slice(0, dots), text.slice(dots + 2), read);
  const sign = /^(?:>=|<=|>|<|=)/.exec(text)?.[0] ?? '';
  const only = read(text.slice(sign.length), sign.length);
  if (!only.ok) return only;
  const { value } = only;
  const inclusive = sign.length === 2;
  if (sign.startsWith('>')) return { ok: true, range: { kind: 'above', value, inclusive } };
  if (sign.startsWith('<')) return { ok: true, range: { kind: 'below', value, inclusive } };
  return { ok: true, range: { kind: 'is', value } };
}

function readBetween(from: string, to: string, read: ReadValue): RangeRead {
  const min = from === '' && to !== '' ? undefined : read(from, 0);
  if (min?.ok === false) return min;
  const max = to === '' ? undefined : read(to, from.length + 2);
  if (max?.ok === false) return max;
  if (min === undefined) return { ok: true, range: { kind: 'below', value: max?.value ?? 0, inclusive: true } };
  if (max === undefined) return { ok: true, range: { kind: 'above', value: min.value, inclusive: true } };
  if (min.value > max.value) {
    return { ok: false, offset: 0, message: 'This range ends before it begins. Write the smaller end first.' };
  }
  return { ok: true, range: { kind: 'between', min: min.value, max: max.value } };
}

/** The range as `readRange` reads it back. */
export function printRange(range: Range, print: (value: number) => string): string {
  switch (range.kind) {
    case 'is':
      return print(range.value);
    case 'between':
      return `${print(range.min)}..${print(range.max)}`;
    case 'above':
      return `>${range.inclusive ? '=' : ''}${print(range.value)}`;
    case 'below':
      return `<${range.inclusive ? '=' : ''}${print(range.value)}`;
  }
}
