// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { failureCard } from '../../../webview/failure/failureCard.ts';
import { emptyFields } from '../../../webview/connection/draftFields.ts';
import { byTestId, fakePanel, refused, settled, snapshot } from '../fakePanel.ts';

const diagnosis = (more: Partial<Diagnosis> = {}): Diagnosis => ({
  stage: 'upgrade',
  cause: 'http-403',
  title: 'The server refused: 403 Forbidden',
  explanation: 'It will not open this WebSocket.',
  evidence: [{ text: 'HTTP/1.1 403 Forbidden', source: { kind: 'response' } }],
  likelyCauses: [
    { cause: 'The origin is not allowed', because: 'the body names it' },
    { cause: 'The token is old', because: 'one was sent' },
  ],
  remedies: [{ title: 'Send an Origin', change: { kind: 'origin', origin: 'https://o' } }],
  section: 'RFC 6455 §4.2.2',
  ...more,
});

test('hidden while all goes well; then the diagnosis is read first', async () => {
  const panel = fakePanel({ active: 's1', sessions: [snapshot()] });
  const card = failureCard(panel);
  expect(card.hidden).toBe(true);
  panel.store.update({
    sessions: [snapshot({ state: 'failed', diagnoses: [diagnosis(), diagnosis({ title: 'Another' })] })],
    handshakes: { s1: [refused('not allowed')] },
  });
  await settled();
  expect(card.hidden).toBe(false);
  expect(byTestId(card, 'failure-title').textContent).toBe('The server refused: 403 Forbidden');
  const text = card.textContent;
  const order = [
    'Upgrade',
    'It will not open',
    'Send an Origin',
    'HTTP/1.1 403',
    'The origin is',
    'The token is',
    'RFC 6455',
  ];
  const places = order.map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(byTestId(card, 'response-body').textContent).toBe('not allowed');
  expect(card.querySelector('.further summary')?.textContent).toBe('1 more');
});

test('it folds, and another session unfolds it', () => {
  const sessions = [snapshot({ diagnoses: [diagnosis()] }), snapshot({ id: 's2', diagnoses: [diagnosis()] })];
  const panel = fakePanel({ active: 's1', sessions });
  const card = failureCard(panel);
  const fold = card.querySelector<HTMLElement>('.fold');
  const content = card.querySelector<HTMLElement>('.failure-content');
  fold?.click();
  expect(content?.hidden).toBe(true);
  expect(fold?.getAttribute('aria-expanded')).toBe('false');
  panel.actions.show('s2');
  expect(content?.hidden).toBe(false);
});

test('copying says that it was done', async () => {
  const panel = fakePanel(
    { active: 's1', sessions: [snapshot({ diagnoses: [diagnosis()] })] },
    { 'diagnosis.copy': () => ({}) },
  );
  const card = failureCard(panel);
  byTestId(card, 'copy-diagnosis').click();
  await settled();
  expect(byTestId(card, 'copy-diagnosis').textContent).toBe('Copied');
});

test('it folds and names its URL while the bar holds another one, or one that was refused', () => {
  const failed = snapshot({ state: 'failed', url: 'ws://a/', diagnoses: [diagnosis()] });
  const panel = fakePanel({ active: 's1', sessions: [failed], fields: { ...emptyFields, url: 'ws://a' } });
  const card = failureCard(panel);
  const content = card.querySelector<HTMLElement>('.failure-content');
  const earlier = (): unknown[] => [content?.hidden, byTestId(card, 'failure-of').hidden];
  expect(earlier()).toEqual([false, true]);

  panel.actions.edit({ url: 'htp://b' });
  expect(earlier()).toEqual([true, false]);
  expect(card.hidden).toBe(false);
  expect(byTestId(card, 'failure-title').textContent).toBe('The server refused: 403 Forbidden');
  expect(byTestId(card, 'failure-of').textContent).toContain('ws://a/');
  card.querySelector<HTMLElement>('.fold')?.click();
  panel.actions.edit({ url: 'http://b' });
  expect(content?.hidden).toBe(false);

  for (const url of ['ws://a', 'ws://a/']) {
    panel.actions.edit({ url });
    expect(earlier()).toEqual([false, true]);
  }
  panel.store.update({ problems: [{ field: 'origin', message: 'No.' }] });
  expect(earlier()).toEqual([true, false]);
  panel.store.update({ problems: [] });
  expect(earlier()).toEqual([false, true]);
});

test('a session chosen by its tab is unfolded, whatever the bar holds', () => {
  const sessions = ['s1', 's2'].map((id) => snapshot({ id, state: 'failed', diagnoses: [diagnosis()] }));
  const problems = [{ field: 'url', message: 'No.' }] as const;
  const panel = fakePanel({ active: 's1', sessions, fields: { ...emptyFields, url: 'ws://z' } });
  const card = failureCard(panel);
  panel.store.update({ problems });
  expect(card.classList.contains('earlier')).toBe(true);
  panel.actions.show('s2');
  expect(card.classList.contains('earlier')).toBe(false);
  expect(card.querySelector<HTMLElement>('.failure-content')?.hidden).toBe(false);
});
