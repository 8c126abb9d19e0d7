import { text } from './bytes.ts';
import { sends } from './framesCase.ts';
import { inGroup } from './hostileCase.ts';

/** One line of JSON, at least `length` bytes long. */
function longLine(length: number): string {
  const entry = '{"id":1234567,"name":"An entry like all the others","tags":["a","b"]}';
  return `[${Array.from({ length: Math.ceil(length / (entry.length + 1)) }, () => entry).join(',')}]`;
}

/** Legal messages that are hard on whoever shows them. */
export const payloadCases = inGroup('frames', [
  sends('long-line-json', 'valid', () => [text(longLine(5_000_000))], []),
  sends('deep-json', 'valid', () => [text('['.repeat(20_000) + ']'.repeat(20_000))], []),
  sends('text-bidi-controls', 'valid', () => [text('abc\u202Edef\u2066ghi\u200Bjkl\x1b[31mred\rover')], []),
  sends('text-html', 'valid', () => [text('<img src=x onerror=alert(1)><script>1</script>')], []),
]);
