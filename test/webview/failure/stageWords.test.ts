import { expect, test } from 'vitest';
import { stageWords } from '../../../webview/failure/stageWords.ts';

test('a stage in words', () => {
  expect(stageWords('dns')).toBe('Name lookup');
  expect(stageWords('upgrade')).toBe('Upgrade');
  expect(stageWords('timeout')).toBe('Time-out');
});
