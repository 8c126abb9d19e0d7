// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { refusedUpgrade } from '../../../webview/failure/refusedUpgrade.ts';
import { byTestId, handshakeView, refused, settled } from '../fakePanel.ts';

test('status line, headers and body of the answer, the body as text', async () => {
  const details = refusedUpgrade([refused('<h1>No</h1>')]);
  if (details === false) throw new Error('nothing');
  await settled();
  expect(details.querySelector('summary')?.textContent).toBe('The response: HTTP/1.1 403 Forbidden');
  expect(details.querySelector('.headers')?.textContent).toBe('Servernginx');
  expect(byTestId(details, 'response-body').textContent).toBe('<h1>No</h1>');
  expect(details.hasAttribute('open')).toBe(true);
});

test('a long body waits folded; an upgrade has nothing to show', () => {
  const long = refusedUpgrade([refused('x'.repeat(5000))]);
  expect(long !== false && long.hasAttribute('open')).toBe(false);
  expect(refusedUpgrade([handshakeView()])).toBe(false);
  expect(refusedUpgrade(undefined)).toBe(false);
  expect(refusedUpgrade([handshakeView({ response: undefined, accepted: false })])).toBe(false);
});
