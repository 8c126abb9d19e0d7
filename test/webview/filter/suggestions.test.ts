// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { suggestions } from '../../../webview/filter/suggestions.ts';

const candidates = ['from:', 'fragment:'].map(
  (label) => ({ kind: 'key', label, insert: label, words: `what ${label} is` }) as const,
);

test('the field says by ARIA what is offered and chosen', () => {
  const field = document.createElement('input');
  const taken: string[] = [];
  const list = suggestions(field, ({ label }) => taken.push(label));
  document.body.replaceChildren(field, list.element);
  expect([field.getAttribute('role'), field.getAttribute('aria-expanded'), list.element.hidden]).toEqual([
    'combobox',
    'false',
    true,
  ]);

  list.show(candidates);
  expect([field.getAttribute('aria-expanded'), list.isOpen(), list.chosen()]).toEqual(['true', true, undefined]);
  list.step(1);
  const options = [...list.element.children];
  expect(field.getAttribute('aria-activedescendant')).toBe(options[0]!.id);
  expect(options.map((option) => option.getAttribute('aria-selected'))).toEqual(['true', 'false']);
  list.step(-1);
  expect(list.chosen()?.label).toBe('fragment:');
  list.step(1);
  expect(list.chosen()?.label).toBe('from:');

  (options[1] as HTMLElement).click();
  expect(taken).toEqual(['fragment:']);
  list.show([]);
  expect([list.isOpen(), list.element.hidden, field.hasAttribute('aria-activedescendant')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('the first step back chooses the last one', () => {
  const list = suggestions(document.createElement('input'), () => undefined);
  list.show(candidates);
  list.step(-1);
  expect(list.chosen()?.label).toBe('fragment:');
});
