// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { savedFilters } from '../../../webview/filter/savedFilters.ts';
import { byTestId, press } from '../fakePanel.ts';

test('the star tells whether the filter is saved', () => {
  let toggled = 0;
  const made = savedFilters(
    () => (toggled += 1),
    () => undefined,
  );
  const star = byTestId(made.element, 'filter-save') as HTMLButtonElement;
  made.show({ used: [], saved: [] }, '');
  expect(star.disabled).toBe(true);
  made.show({ used: [], saved: ['a'] }, 'a');
  expect([star.title, star.getAttribute('aria-pressed')]).toEqual(['Forget this filter', 'true']);
  made.show({ used: [], saved: ['a'] }, 'b');
  expect(star.title).toBe('Save this filter');
  star.click();
  expect(toggled).toBe(1);
});

test('the menu lists saved and recent filters, each once, and closes again', () => {
  const chosen: string[] = [];
  const made = savedFilters(
    () => undefined,
    (text) => chosen.push(text),
  );
  document.body.replaceChildren(made.element);
  made.show({ used: ['a', 'b'], saved: ['b'] }, '');
  const menu = byTestId(made.element, 'filter-menu-list');
  const opener = byTestId(made.element, 'filter-menu');
  expect([menu.hidden, menu.textContent]).toEqual([true, 'SavedbRecenta']);
  opener.click();
  expect([menu.hidden, opener.getAttribute('aria-expanded')]).toEqual([false, 'true']);
  press(menu, 'Escape');
  expect(menu.hidden).toBe(true);
  opener.click();
  menu.querySelectorAll('button')[1]!.click();
  expect([chosen, menu.hidden]).toEqual([['a'], true]);
});
