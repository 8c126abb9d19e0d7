// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { banners } from '../../webview/banners.ts';
import { byTestId, fakePanel } from './fakePanel.ts';

test('a lost engine says what to do next', () => {
  const panel = fakePanel({ lost: 'The engine ended with exit code 1.' }, { 'engine.restart': () => ({}) });
  let again = 0;
  const place = banners(panel, () => again++);
  expect(byTestId(place, 'engine-lost').textContent).toContain('exit code 1. What was captured so far is safe');
  byTestId(place, 'try-again').click();
  expect(again).toBe(1);
  byTestId(place, 'restart-engine').click();
  expect(panel.calls).toEqual([['engine.restart', {}]]);
  panel.store.update({ lost: undefined });
  expect(place.children).toHaveLength(0);
});

test('a refusal can be dismissed', () => {
  const panel = fakePanel({ refusal: 'The session is closed.' });
  const place = banners(panel, () => undefined);
  byTestId(place, 'refusal').querySelector<HTMLElement>('vscode-button')?.click();
  expect(panel.store.get().refusal).toBeUndefined();
  expect(place.children).toHaveLength(0);
});
