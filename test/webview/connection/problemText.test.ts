import { expect, test } from 'vitest';
import { emptyFields } from '../../../webview/connection/draftFields.ts';
import { problemText } from '../../../webview/connection/problemText.ts';

const fields = { ...emptyFields, headers: 'A: 1\n\nB : 2', cookies: 'a=1', 'tls.ca': '\na.pem' };

test('a field tells its own problems only, a header its line', () => {
  const problems = [
    { field: 'headers', index: 1, message: 'The name has a space.' },
    { field: 'url', message: 'No host.' },
    { field: 'headers', message: 'Too many.' },
  ] as const;
  expect(problemText(problems, 'headers', fields)).toBe('Line 3: The name has a space. Too many.');
  expect(problemText(problems, 'url', fields)).toBe('No host.');
  expect(problemText(problems, 'origin', fields)).toBe('');
});

test('options of a group have problems of their own', () => {
  const problems = [
    { field: 'tls', part: 'ca', index: 0, message: 'No file.' },
    { field: 'tls', part: 'key', message: 'No certificate.' },
    { field: 'tls', message: 'No TLS.' },
  ] as const;
  expect(problemText(problems, 'tls.ca', fields)).toBe('Line 2: No file.');
  expect(problemText(problems, 'tls.key', fields)).toBe('No certificate.');
  expect(problemText(problems, 'tls.verify', fields)).toBe('No TLS.');
});
