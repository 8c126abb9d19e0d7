// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { optionSpec } from '../../../src/profiles/optionSpec.ts';
import { fieldsOf } from '../../../webview/connection/draftFields.ts';
import { secretMover } from '../../../webview/connection/secretMover.ts';
import { fakePanel, settled } from '../fakePanel.ts';

const option = { path: 'url', spec: optionSpec.url };

test('puts a reference in the place of the secret', async () => {
  const panel = fakePanel(
    { fields: fieldsOf({ url: 'ws://h/?token=hunter2' }) },
    { 'secret.keep': ({ name }) => ({ reference: `\${secret:${String(name)}}` }) },
  );
  const mover = secretMover(panel, option);
  expect([mover.hidden, mover.textContent]).toEqual([false, 'Keep token as a secret']);
  mover.click();
  await settled();
  expect(panel.calls).toEqual([['secret.keep', { value: 'hunter2', name: 'token' }]]);
  expect(panel.store.get().fields.url).toBe('ws://h/?token=${secret:token}');
  expect(mover.hidden).toBe(true);
});

test('leaves what the user made of it meanwhile, and all of it when the user gives up', async () => {
  let reference: string | undefined = '${secret:t}';
  const panel = fakePanel(
    { fields: fieldsOf({ url: 'ws://h/?token=one' }) },
    {
      'secret.keep': () => {
        if (reference !== undefined) panel.actions.edit({ url: 'ws://h/?token=two' });
        return { reference };
      },
    },
  );
  const mover = secretMover(panel, option);
  mover.click();
  await settled();
  expect(panel.store.get().fields.url).toBe('ws://h/?token=two');
  reference = undefined;
  mover.click();
  await settled();
  expect(panel.store.get().fields.url).toBe('ws://h/?token=two');
});
