// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { jsonNodes } from '../../../src/lens/jsonNodes.ts';
import { filterFor, jsonActions } from '../../../webview/detail/jsonActions.ts';
import { type JsonPlace, jsonRows } from '../../../webview/detail/jsonTree.ts';
import { byTestId, fakePanel, settled } from '../fakePanel.ts';

const source = { session: 's', frame: 4, of: 'message' } as const;

function placeOf(text: string): JsonPlace {
  const read = jsonNodes(text);
  if (!read.ok) throw new Error('no JSON');
  const rows = jsonRows(text, read.nodes);
  return rows.placeOf(rows.roots[0]!.children!()[0]!)!;
}

test('path and value go to the clipboard, a string as it reads', async () => {
  const panel = fakePanel({}, { 'clipboard.write': () => ({}) });
  const { element, show } = jsonActions(panel, source);
  expect(element.hidden).toBe(true);
  show(placeOf('{"user":"J\\u00f6rg"}'));
  byTestId(element, 'copy-path').click();
  byTestId(element, 'copy-value').click();
  show(placeOf('{"n":1.10}'));
  byTestId(element, 'copy-value').click();
  await settled();
  expect(panel.calls.map(([, params]) => params)).toEqual([{ text: '$.user' }, { text: 'Jörg' }, { text: '1.10' }]);
  expect(panel.store.get().said).toBe('Value copied.');
});

test('frames with the same value are asked for, and a step of a sequence', async () => {
  const panel = fakePanel({ tab: 'handshake' }, { 'sequence.add': () => ({ file: 'a.wsseq.json' }) });
  const { element, show } = jsonActions(panel, source);
  show(placeOf('{"op":"say"}'));
  byTestId(element, 'filter-by-value').click();
  expect(panel.store.get()).toMatchObject({ filterWish: { text: 'json:$.op=="say"', count: 1 }, tab: 'frames' });
  byTestId(element, 'use-in-sequence').click();
  await settled();
  expect(panel.calls).toEqual([['sequence.add', { ...source, path: '$.op' }]]);
  expect(panel.store.get().said).toBe('Step added to a.wsseq.json.');
});

test('a value that nothing can be filtered by', () => {
  expect(filterFor(placeOf('{"o":{"a":1}}'))).toBeUndefined();
  expect(filterFor(placeOf(`{"s":"${'x'.repeat(300)}"}`))).toBeUndefined();
  expect(filterFor(placeOf('{"n":null}'))).toBe('json:$.n==null');
});

test('of a value that is not here whole the path alone is of use', async () => {
  const panel = fakePanel({}, { 'clipboard.write': () => ({}) });
  const { element, show } = jsonActions(panel, source);
  const whole = placeOf(`{"data":"${btoa('{"hello":"world"}')}"}`);
  const place: JsonPlace = { ...whole, node: { ...whole.node, cut: true } };
  show(place);
  await settled();
  expect(byTestId(element, 'copy-value')).toHaveProperty('disabled', true);
  expect(filterFor(place)).toBeUndefined();
  expect(element.querySelector('.json-decoded')?.textContent).toBe('');
  show(whole);
  expect(byTestId(element, 'copy-value')).toHaveProperty('disabled', false);
});

test('what a string holds is decoded below it', async () => {
  const panel = fakePanel();
  const { element, show } = jsonActions(panel, source);
  show(placeOf(`{"data":"${btoa('{"hello":"world"}')}"}`));
  await settled();
  expect(element.querySelector('.json-decoded')?.textContent).toContain('Decoded from base64');
  show(placeOf('{"data":"plain"}'));
  await settled();
  expect(element.querySelector('.json-decoded')?.textContent).toBe('');
});
