import { expect, test } from 'vitest';
import { whyNotSend } from '../../../webview/composer/whyNotSend.ts';
import { snapshot } from '../fakePanel.ts';

test('only an open connection sends; the others say why not', () => {
  expect(whyNotSend(snapshot({ state: 'open' }))).toBeUndefined();
  const others = ['connecting', 'closing', 'closed', 'failed'] as const;
  for (const state of others) expect(whyNotSend(snapshot({ state }))).toMatch(/\.$/);
  expect(whyNotSend(undefined)).toBe('Not connected. Connect to send.');
});
