// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { optionField } from '../../../webview/connection/optionField.ts';
import { optionSection } from '../../../webview/connection/optionSection.ts';

const make = () =>
  optionSection({ name: 'life', title: 'Keep-alive and reconnect' }, (option) => optionField(option, () => undefined));

test('its options stand in parts, each group under its name', () => {
  const { element, fields } = make();
  expect(fields.map(({ option }) => option.path)).toContain('reconnect.jitter');
  expect(fields).toHaveLength(element.querySelectorAll('[data-option]').length);
  expect([...element.querySelectorAll('h3')].map((head) => head.textContent)).toEqual(['Keep-alive', 'Reconnect']);
  const group = element.querySelector('[role=group]')!;
  expect(group.getAttribute('aria-labelledby')).toBe(group.querySelector('h3')?.id);
});

test('it is closed until it is opened, and counts its changes in words', () => {
  const section = make();
  const details = section.element as HTMLDetailsElement;
  expect(details.open).toBe(false);
  section.open();
  expect(details.open).toBe(true);
  const count = details.querySelector<HTMLElement>('.section-changed')!;
  section.count(0);
  expect(count.hidden).toBe(true);
  section.count(2);
  expect([count.hidden, count.textContent]).toEqual([false, '2 options changed']);
});

test('a search opens it where something fits and hides it where nothing does, for as long as it lasts', () => {
  const section = make();
  const details = section.element as HTMLDetailsElement;
  section.filter(true, ({ option }) => option.path === 'reconnect.delay');
  expect([details.open, details.hidden]).toEqual([true, false]);
  const parts = [...details.querySelectorAll<HTMLElement>('.option-part')];
  expect(parts.map((part) => part.hidden)).toEqual([true, true, false]);
  section.filter(true, () => false);
  expect(details.hidden).toBe(true);
  section.filter(false, () => true);
  expect([details.open, details.hidden]).toEqual([false, false]);
});

test('what is opened during a search stays open after it', () => {
  const section = make();
  section.filter(true, () => true);
  section.open();
  section.filter(false, () => true);
  expect((section.element as HTMLDetailsElement).open).toBe(true);
});
