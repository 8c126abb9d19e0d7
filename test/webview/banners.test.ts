// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { banners } from '../../webview/banners.ts';
import { byTestId, fakePanel } from './fakePanel.ts';

test('a lost engine says what to do next', () => {
  const panel = fakePanel({ lost: 'The engine ended with exit code 1.' }, { 'engine.restart': () => ({}) });
  let again = 0;
  const place = banners(panel, () => again++);
  expect(byTestId(place, 'engine-lost').textContent).toContain('exit code 1. What you typed stays.');
  byTestId(place, 'try-again').click();
  expect(again).toBe(1);
  byTestId(place, 'restart-engine').click();
  expect(panel.calls).toEqual([['engine.restart', {}]]);
  panel.store.update({ lost: undefined });
  expect(place.children).toHaveLength(0);
});

test('while the engine is lost, what is refused for that reason is not told a second time', () => {
  const panel = fakePanel({ lost: 'The engine ended.', refusal: 'The engine ended.' });
  const place = banners(panel, () => undefined);
  expect(place.children).toHaveLength(1);
  panel.store.update({ lost: undefined, refusal: 'The session is closed.' });
  expect(byTestId(place, 'refusal').textContent).toContain('The session is closed.');
});

test('a refusal can be dismissed', () => {
  const panel = fakePanel({ refusal: 'The session is closed.' });
  const place = banners(panel, () => undefined);
  byTestId(place, 'refusal').querySelector<HTMLElement>('vscode-button')?.click();
  expect(panel.store.get().refusal).toBeUndefined();
  expect(place.children).toHaveLength(0);
});
