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

test('of more values than a tree can hold there is a tree of the first ones', async () => {
  const { view, chosen } = await shown(`{"list":[${'1,'.repeat(500_001)}1],"last":true}`);
  expect(view.textContent).toContain('A tree of all 976.6 KiB would be too much: this is one of the first 976.6 KiB.');
  const rows = () => [...view.querySelectorAll<HTMLElement>('[role=treeitem]')];
  expect(rows().map((row) => row.textContent)).toEqual([
    '{…}1 member here, more follow',
    '"list": […]499,998 elements here, more follow',
  ]);
  rows()[1]?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  rows()[2]?.click();
  expect(chosen[0]?.path).toBe('$.list[0]');
});

test('of one that is too long for a tree, a tree of its beginning, at once', async () => {
  const text = `{"name":"ü","list":[${'"0123456789",'.repeat(2_000_000)}1]}`;
  const whole = heldPayload(text);
  let here = 1;
  const payload = {
    ...whole,
    bytes: () => whole.bytes().subarray(0, here),
    complete: () => here === whole.total(),
    load: (upTo: number) => {
      here = Math.max(here, upTo);
      return Promise.resolve();
    },
  };
  const view = jsonView(payload, unexpected, () => undefined);
  document.body.replaceChildren(view);
  for (let i = 0; i < 10; i++) await settled();
  expect(here).toBe(16 * 1024 * 1024);
  expect(view.textContent).toContain('A tree of all 24.8 MiB would be too much: this is one of the first ');
  expect(view.querySelectorAll('[role=treeitem]')[1]?.textContent).toBe('"name": "ü"');
});

test('what is long and no JSON is laid out from its head, and says that it is not all', async () => {
  const whole = heldPayload('line after line '.repeat(1_200_000));
  const view = jsonView({ ...whole, complete: () => false }, unexpected, () => undefined);
  for (let i = 0; i < 3; i++) await settled();
  expect(view.textContent).toContain(
    'These are the first 16.0 MiB of 18.3 MiB. The Text and Hex views have all of it.',
  );
  expect(view.textContent).toContain('Not JSON. Character 1');
  expect(byTestId(view, 'detail-json').textContent.length).toBeLessThan(60_000);
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
