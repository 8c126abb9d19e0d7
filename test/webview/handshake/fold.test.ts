// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { fold } from '../../../webview/handshake/fold.ts';
import { createMemory } from '../../../webview/handshake/memory.ts';

const details = (element: HTMLElement): HTMLDetailsElement => element as HTMLDetailsElement;

test('its content is made when it is opened', () => {
  let made = 0;
  const part = fold(createMemory(), false, {}, ['More'], () => [String(++made), false, undefined]);
  expect(part.textContent).toBe('More');
  details(part).open = true;
  part.dispatchEvent(new Event('toggle'));
  part.dispatchEvent(new Event('toggle'));
  expect([part.textContent, made]).toEqual(['More1', 1]);
});

test('it stays as the user left it', () => {
  const memory = createMemory();
  const make = (): HTMLDetailsElement => details(fold(memory, true, { class: 'x' }, ['More'], () => ['all']));
  expect([make().open, make().textContent, make().className]).toEqual([true, 'Moreall', 'x']);
  make().querySelector('summary')?.click();
  expect(make().open).toBe(false);
  make().querySelector('summary')?.click();
  expect(make().open).toBe(true);
});
