// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { Advice } from '../../../src/diagnosis/advice/advice.ts';
import { adviceView } from '../../../webview/connection/adviceView.ts';
import { allByTestId, byTestId, fakePanel, snapshot } from '../fakePanel.ts';

const advice: readonly Advice[] = [
  {
    cause: 'not-encrypted',
    title: 'The connection is not encrypted',
    explanation: 'Everyone reads <b>along</b>.',
    remedy: { title: 'Connect by wss:// instead', change: { kind: 'url', url: 'wss://a.test/' } },
    section: 'RFC 6455 §10.6',
  },
  { cause: 'tls-deprecated', title: 'Old', explanation: 'Old.', section: 'RFC 8996' },
];

test('is folded, counts the hints, and shows text as text', () => {
  const panel = fakePanel({ sessions: [snapshot({ advice })], active: 's1' });
  const view = adviceView(panel) as HTMLDetailsElement;
  expect(view.hidden).toBe(false);
  expect(view.open).toBe(false);
  expect(byTestId(view, 'advice-count').textContent).toBe('2 hints about this connection');
  expect(view.querySelector('b')).toBeNull();
  expect(allByTestId(view, 'advice-remedy')).toHaveLength(1);
  byTestId(view, 'advice-remedy').click();
  expect(panel.store.get().fields['url']).toBe('wss://a.test/');
});

test('is not there without advice', () => {
  const panel = fakePanel({ sessions: [snapshot()], active: 's1' });
  expect(adviceView(panel).hidden).toBe(true);
});
