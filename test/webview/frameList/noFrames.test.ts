// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { noFrames } from '../../../webview/frameList/noFrames.ts';

test.each([
  'none',
  'connecting',
  'open',
  'closing',
  'closed',
  'failed',
  'cancelled',
  'interrupted',
  'filtered',
  'restoring',
] as const)('without frames while %s the list says why and what to do next', (state) => {
  const [, title, next] = noFrames(state);
  expect(title?.textContent).not.toBe('');
  expect(next?.textContent).toMatch(/\.$/);
});
