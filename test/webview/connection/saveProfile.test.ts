// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { TextControl } from '../../../webview/controls.ts';
import { saveProfile } from '../../../webview/connection/saveProfile.ts';
import { byTestId, fakePanel, press, settled, type } from '../fakePanel.ts';

const places = [
  { file: 'file:///w', label: 'In this workspace' },
  { file: 'file:///u', label: 'For me, everywhere' },
];

test('the loaded profile is edited in its own file, another name makes another profile', async () => {
  const profile = { name: 'Echo', url: '', file: 'file:///u' };
  const panel = fakePanel({ places, profile }, { 'profile.save': () => ({ saved: true }) });
  const form = saveProfile(panel, () => undefined);
  form.toggle();
  const save = byTestId(form.element, 'profile-save-confirm');
  expect(save.textContent).toBe('Save changes');
  type(byTestId(form.element, 'profile-name'), 'Other');
  expect(save.textContent).toBe('Save');
  type(byTestId(form.element, 'profile-name'), 'Echo');
  save.click();
  await settled();
  expect(panel.calls).toEqual([
    ['profile.save', { name: 'Echo', file: 'file:///u', edits: true, options: { url: '' } }],
  ]);
});

test('a name and a place are asked for, then it is saved and closed', async () => {
  const panel = fakePanel({ places }, { 'profile.save': () => ({ saved: true }) });
  let closed = 0;
  const form = saveProfile(panel, () => closed++);
  expect(form.element.hidden).toBe(true);
  form.toggle();
  byTestId(form.element, 'profile-save-confirm').click();
  expect(form.element.textContent).toContain('Give the profile a name.');
  type(byTestId(form.element, 'profile-name'), ' Echo ');
  const scope = byTestId(form.element, 'profile-scope') as TextControl;
  scope.value = 'file:///u';
  scope.dispatchEvent(new Event('change'));
  byTestId(form.element, 'profile-save-confirm').click();
  await settled();
  expect(panel.calls).toEqual([
    ['profile.save', { name: 'Echo', file: 'file:///u', edits: false, options: { url: '' } }],
  ]);
  expect(form.element.hidden).toBe(true);
  expect(closed).toBe(1);
});

test('what hinders it is shown and the form stays', async () => {
  const panel = fakePanel(
    { places: places.slice(1) },
    { 'profile.save': () => ({ saved: false, problem: 'The file is broken.' }) },
  );
  const form = saveProfile(panel, () => undefined);
  form.toggle();
  expect(byTestId(form.element, 'profile-scope').children).toHaveLength(1);
  type(byTestId(form.element, 'profile-name'), 'Echo');
  press(byTestId(form.element, 'profile-name'), 'Enter');
  await settled();
  expect(form.element.textContent).toContain('Not saved. The file is broken.');
  expect(form.element.hidden).toBe(false);
  press(form.element, 'Escape');
  expect(form.element.hidden).toBe(true);
});

test('it closes when another connection is shown', () => {
  const panel = fakePanel({ active: 's1' });
  let closed = 0;
  const form = saveProfile(panel, () => closed++);
  form.toggle();
  expect(form.element.hidden).toBe(false);
  panel.actions.show('s2');
  expect(form.element.hidden).toBe(true);
  // The focus stays where the user is.
  expect(closed).toBe(0);
});
