import { expect, it } from 'vitest';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

const workbench = suiteWorkbench();

it('opens the inspector by its command', async () => {
  await workbench().runCommand('WebSocket Inspector: Open Inspector');
  const panel = await workbench().panelFrame();
  expect(await panel.getByTestId('connect').isVisible()).toBe(true);
});
