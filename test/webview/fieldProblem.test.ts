// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { textField } from '../../webview/controls.ts';
import { fieldProblem } from '../../webview/fieldProblem.ts';

test('a problem is shown, tied to its field, and goes', () => {
  const field = textField('URL', () => undefined);
  const problem = fieldProblem(field);
  expect(problem.element.hidden).toBe(true);
  problem.show('No host.');
  expect(problem.element.textContent).toBe('No host.');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.getAttribute('aria-describedby')).toBe(problem.element.id);
  problem.show('');
  expect(problem.element.hidden).toBe(true);
  expect(field.hasAttribute('aria-invalid')).toBe(false);
});
