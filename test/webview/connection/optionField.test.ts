// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { optionField } from '../../../webview/connection/optionField.ts';
import { optionAt } from '../../../webview/connection/optionPaths.ts';
import { byTestId, type } from '../fakePanel.ts';

const quiet = { value: '', changed: false, problem: '', note: '' };

/** What a screen reader says after the control's name. */
const description = (control: HTMLElement): string =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .filter(Boolean)
    .join(' ');

test('what an option is about is there on hover and for screen readers', () => {
  const field = optionField(optionAt('proxy')!, () => undefined);
  document.body.replaceChildren(field.element);
  field.show(quiet);
  const { about } = optionAt('proxy')!.spec;
  expect(field.element.title).toBe(about);
  expect(description(byTestId(field.element, 'proxy'))).toBe(about);
});

test('a change is marked by an icon and in words, a problem and a note stand below', () => {
  const field = optionField(optionAt('proxy')!, () => undefined);
  document.body.replaceChildren(field.element);
  const mark = field.element.querySelector<HTMLElement>('.changed-mark')!;
  field.show(quiet);
  expect(mark.hidden).toBe(true);
  field.show({ value: 'x', changed: true, problem: 'No URL.', note: 'Type it again.' });
  expect(mark.hidden).toBe(false);
  expect(mark.querySelector('.codicon')).not.toBeNull();
  const control = byTestId(field.element, 'proxy');
  expect(control.getAttribute('aria-invalid')).toBe('true');
  expect(description(control)).toMatch(/^No URL. Changed from the default. Type it again. /);
  field.show(quiet);
  expect(control.hasAttribute('aria-invalid')).toBe(false);
});

test('it tells what is typed, and a click on its name leads into it', () => {
  const told: unknown[] = [];
  const field = optionField(optionAt('origin')!, (value) => told.push(value));
  document.body.replaceChildren(field.element);
  const control = byTestId(field.element, 'origin');
  control.tabIndex = 0;
  type(control, 'o');
  field.element.querySelector<HTMLElement>('.field-label')?.click();
  expect(told).toEqual(['o']);
  expect(document.activeElement).toBe(control);
});

test('a check has its name by itself', () => {
  const field = optionField(optionAt('deflate')!, () => undefined);
  expect(field.element.querySelector('.field-label')).toBeNull();
  expect(byTestId(field.element, 'deflate').textContent).toBe('Offer permessage-deflate');
});
