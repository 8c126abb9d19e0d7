// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { TextControl } from '../../../webview/controls.ts';
import { environmentPicker } from '../../../webview/connection/environmentPicker.ts';
import { byTestId, fakePanel, settled } from '../fakePanel.ts';

test('shows only where there is something to switch, and follows what is active', async () => {
  const panel = fakePanel({}, { 'environment.choose': () => ({}) });
  const element = environmentPicker(panel);
  expect(element.hidden).toBe(true);
  panel.store.update({ environments: { names: ['staging', 'production'], active: 'staging' } });
  expect(element.hidden).toBe(false);
  const picker = (): TextControl => byTestId(element, 'environment') as TextControl;
  expect([...picker().children].map(({ textContent }) => textContent)).toEqual([
    'No environment',
    'staging',
    'production',
  ]);
  expect(picker().value).toBe('staging');
  picker().value = 'production';
  picker().dispatchEvent(new Event('change'));
  picker().value = '';
  picker().dispatchEvent(new Event('change'));
  picker().value = 'staging';
  picker().dispatchEvent(new Event('change'));
  await settled();
  expect(panel.calls).toEqual([
    ['environment.choose', { name: 'production' }],
    ['environment.choose', {}],
  ]);
  panel.store.update({ environments: { names: ['staging', 'production'], active: 'production' } });
  expect(picker().value).toBe('production');
});
