// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { JsonPlace } from '../../../webview/detail/jsonTree.ts';
import { jsonView } from '../../../webview/detail/jsonView.ts';
import { byTestId, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

async function shown(text: string) {
  const chosen: JsonPlace[] = [];
  const view = jsonView(heldPayload(text), unexpected, (place) => chosen.push(place));
  document.body.replaceChildren(view);
  await settled();
  return { view, chosen };
}

test('a tree over the exact source, and the chosen value by its path', async () => {
  const { view, chosen } = await shown('{"id":12345678901234567890,"s":{"t":"<b>"}}');
  const rows = [...view.querySelectorAll<HTMLElement>('[role=treeitem]')];
  expect(rows.map((row) => row.textContent)).toEqual([
    '{…}2 members',
    '"id": 12345678901234567890not exact in JavaScript',
    '"s": {…}1 member',
    '"t": "<b>"',
  ]);
  rows[3]?.click();
  expect(chosen.map(({ path, source }) => [path, source])).toEqual([['$.s.t', '"<b>"']]);
  expect(view.querySelector('b')).toBeNull();
});

test('what is no JSON is said and shown', async () => {
  const { view } = await shown('hello');
  expect(view.textContent).toContain('Not JSON. Character 1: a value has to come here. It is shown as it is.');
  expect(byTestId(view, 'detail-json').textContent).toBe('hello');
  expect((await shown('')).view.textContent).toContain('This payload is empty');
  const half = (await shown('{"a": 1, oops')).view;
  expect(half.textContent).toContain('From there on it is shown as it is.');
  expect(half.querySelector('.json-number')?.textContent).toBe('1');
});

test('one that is too large for a tree is laid out, its head first', async () => {
  const { view } = await shown(`[${'1,'.repeat(500_001)}1]`);
  expect(byTestId(view, 'detail-json').textContent.length).toBeLessThan(60_000);
  expect(view.querySelector<HTMLElement>('.more')?.hidden).toBe(false);
});

test('while a long one is on its way, it is said how much is here', async () => {
  const text = `[${'1,'.repeat(400_000)}1]`;
  const whole = heldPayload(text);
  let here = 100_000;
  let goOn = (): void => undefined;
  const payload = {
    ...whole,
    bytes: () => whole.bytes().subarray(0, here),
    complete: () => here === text.length,
    load: (upTo: number) =>
      upTo <= here
        ? Promise.resolve()
        : new Promise<void>((loaded) => {
            goOn = () => {
              here = text.length;
              loaded();
            };
          }),
  };
  const view = jsonView(payload, unexpected, () => undefined);
  document.body.replaceChildren(view);
  await settled();
  expect(view.textContent).toContain('97.7 KiB of 781.3 KiB are here.');
  goOn();
  await settled();
  expect(view.textContent).not.toContain('are here');
  expect(view.querySelectorAll('[role=treeitem]').length).toBeGreaterThan(0);
});

test('one that is too large is left to the other views', async () => {
  const view = jsonView({ ...heldPayload('1'), total: () => 65 * 1024 * 1024 }, unexpected, () => undefined);
  await settled();
  expect(view.textContent).toContain('65.0 MiB, too much to lay out as JSON');
});
