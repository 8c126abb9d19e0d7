// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { remedyList } from '../../../webview/failure/remedies.ts';
import { allByTestId, fakePanel, settled } from '../fakePanel.ts';

test('changes are buttons that apply and retry, the rest is advice', async () => {
  const panel = fakePanel({}, { 'connection.open': () => ({ ok: true, session: 's2' }) });
  const list = remedyList(
    [
      { title: 'Turn permessage-deflate off', change: { kind: 'deflate', on: false } },
      { title: 'Mend the server.' },
      { title: 'Wait longer', change: { kind: 'timeout', ms: 30000 } },
    ],
    panel.actions,
  );
  if (list === false) throw new Error('no list');
  expect(allByTestId(list, 'remedy').map((button) => button.textContent)).toEqual([
    'Turn permessage-deflate off',
    'Wait longer',
  ]);
  expect(allByTestId(list, 'advice').map((item) => item.textContent)).toEqual(['Mend the server.']);
  allByTestId(list, 'remedy')[1]?.click();
  await settled();
  expect(panel.calls).toEqual([['connection.open', { options: { url: '', handshakeTimeout: 30000 } }]]);
  expect(remedyList([], panel.actions)).toBe(false);
});
