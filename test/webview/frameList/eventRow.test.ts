// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import { eventContent } from '../../../webview/frameList/eventRow.ts';

test('an event says its kind to those who do not see the icon', () => {
  const cell = el(
    'p',
    {},
    ...eventContent({ event: 'attempt', atMs: 1, title: 'Attempt 2', section: '', frame: undefined }),
  );
  expect(cell.textContent).toBe('Attempt 2');
  expect(cell.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('New attempt:');
  expect(cell.querySelector('.event-section')).toBeNull();
});

test('a sentence that is markup stays text', () => {
  const event = { event: 'violation', atMs: undefined, title: '<img src=x>', section: 'RFC', frame: 1 } as const;
  const cell = el('p', {}, ...eventContent(event));
  expect(cell.querySelector('img')).toBeNull();
  expect(cell.textContent).toBe('<img src=x>RFC');
});
