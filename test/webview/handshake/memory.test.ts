import { expect, test } from 'vitest';
import { createMemory } from '../../../webview/handshake/memory.ts';

test('each place keeps its own', () => {
  const memory = createMemory();
  memory.at('s1').at('1').keep(true);
  expect(memory.at('s1').at('1').recall(false)).toBe(true);
  expect(memory.at('s1').at('2').recall(false)).toBe(false);
  expect(memory.at('s1').recall(true)).toBe(true);
  expect(memory.at('s1').at('1').key).not.toBe(memory.at('s1').at('2').key);
});
