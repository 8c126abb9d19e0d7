// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { jsonView } from '../../../webview/detail/jsonView.ts';
import { byTestId, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

async function shown(text: string): Promise<HTMLElement> {
  const view = jsonView(heldPayload(text), unexpected);
  await settled();
  return view;
}

test('laid out, exact, with its kinds', async () => {
  const view = await shown('{"id":12345678901234567890,"s":"<b>"}');
  expect(byTestId(view, 'detail-json').textContent).toBe('{\n  "id": 12345678901234567890,\n  "s": "<b>"\n}');
  expect(view.querySelector('.json-number')?.textContent).toBe('12345678901234567890');
  expect(view.querySelector<HTMLElement>('.json-problem')?.hidden).toBe(true);
});

test('what is no JSON is said and shown', async () => {
  const view = await shown('hello');
  expect(view.textContent).toContain('Not JSON. Character 1: a value has to come here. It is shown as it is.');
  expect(byTestId(view, 'detail-json').textContent).toBe('hello');
  expect((await shown('')).textContent).toContain('This payload is empty');
});

test('a huge one shows its head and a button', async () => {
  const view = await shown(JSON.stringify(Array.from({ length: 50_000 }, (_, i) => i)));
  expect(byTestId(view, 'detail-json').textContent.length).toBeLessThan(60_000);
  expect(view.querySelector<HTMLElement>('.more')?.hidden).toBe(false);
});

test('one that is too large is left to the other views', async () => {
  const view = jsonView({ ...heldPayload('1'), total: () => 65 * 1024 * 1024 }, unexpected);
  await settled();
  expect(view.textContent).toContain('65.0 MiB, too much to lay out as JSON');
});
