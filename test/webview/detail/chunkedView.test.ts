// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ButtonControl } from '../../../webview/controls.ts';
import { chunkedView } from '../../../webview/detail/chunkedView.ts';
import { el } from '../../../webview/dom.ts';
import { settled } from '../fakePanel.ts';

test('the beginning at once, more by the button, and no button at the end', async () => {
  const parts = ['one ', 'two ', 'three'];
  let at = 0;
  const view = chunkedView(
    el('pre'),
    () => {
      const text = parts[at++] ?? '';
      return Promise.resolve({ nodes: [document.createTextNode(text)], done: at === 3, status: `${at} of 3` });
    },
    () => undefined,
  );
  const more = view.querySelector<ButtonControl>('vscode-button')!;
  const foot = view.querySelector<HTMLElement>('.more')!;
  await settled();
  expect(view.querySelector('pre')?.textContent).toBe('one ');
  expect(foot.textContent).toBe('1 of 3Load more');
  more.click();
  expect(more.disabled).toBe(true);
  await settled();
  more.click();
  await settled();
  expect(view.querySelector('pre')?.textContent).toBe('one two three');
  expect(foot.hidden).toBe(true);
});

test('a failure is said and can be tried again', async () => {
  let fail = true;
  const failures: unknown[] = [];
  const view = chunkedView(
    el('pre'),
    () => (fail ? Promise.reject(new Error('gone')) : Promise.resolve({ nodes: [], done: true, status: '' })),
    (error) => failures.push(error),
  );
  await settled();
  const foot = view.querySelector<HTMLElement>('.more')!;
  expect(foot.textContent).toContain('could not be loaded');
  expect(failures).toHaveLength(1);
  fail = false;
  view.querySelector<HTMLElement>('vscode-button')?.click();
  await settled();
  expect(foot.hidden).toBe(true);
});
