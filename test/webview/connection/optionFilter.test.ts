// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { optionSections } from '../../../src/profiles/optionSpec.ts';
import type { TextControl } from '../../../webview/controls.ts';
import { optionField } from '../../../webview/connection/optionField.ts';
import { optionFilter } from '../../../webview/connection/optionFilter.ts';
import { optionSection } from '../../../webview/connection/optionSection.ts';
import { byTestId, fakePanel, press, type } from '../fakePanel.ts';

function filtered() {
  const panel = fakePanel();
  const sections = optionSections.map((section) =>
    optionSection(section, (option) => optionField(option, () => undefined)),
  );
  let searched = 0;
  const filter = optionFilter(panel, sections, () => searched++);
  const search = byTestId(filter.element, 'option-search');
  const shown = (): string[] =>
    sections.flatMap(({ fields }) => fields.flatMap(({ element, option }) => (element.hidden ? [] : [option.path])));
  const found = (): string => byTestId(filter.element, 'options-found').textContent;
  return { panel, filter, search, shown, found, searched: () => searched };
}

test('what is typed picks the options, and how many is said', () => {
  const { search, shown, found, searched } = filtered();
  const all = shown().length;
  type(search, 'jitter');
  expect(shown()).toEqual(['reconnect.jitter']);
  expect(found()).toBe('1 option');
  type(search, 'xyzzy');
  expect([shown(), found()]).toEqual([[], 'No option has these words.']);
  expect(searched()).toBe(2);
  type(search, ' ');
  expect([shown().length, found()]).toEqual([all, '']);
});

test('Escape ends the search, once there is one', () => {
  const { search, shown } = filtered();
  let escaped = 0;
  document.body.replaceChildren(search);
  document.body.addEventListener('keydown', () => escaped++);
  type(search, 'jitter');
  press(search, 'Escape');
  expect((search as TextControl).value).toBe('');
  expect(shown().length).toBeGreaterThan(20);
  expect(escaped).toBe(0);
  press(search, 'Escape');
  expect(escaped).toBe(1);
});

test('credentials of the chosen way only, also in a search; clearing it is not typing', () => {
  const { panel, filter, search, shown, searched } = filtered();
  type(search, 'auth.');
  expect(shown()).toEqual(['auth.type']);
  panel.actions.edit({ 'auth.type': 'bearer' });
  expect(shown()).toEqual(['auth.type', 'auth.token']);
  filter.clear();
  expect(shown()).toContain('headers');
  expect(shown()).not.toContain('auth.password');
  expect(searched()).toBe(1);
});
