// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { Advice } from '../../../src/diagnosis/advice/advice.ts';
import { adviceView } from '../../../webview/connection/adviceView.ts';
import { allByTestId, byTestId, fakePanel, settled, snapshot } from '../fakePanel.ts';

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

test('a single hint says its title while it is folded', () => {
  const panel = fakePanel({ sessions: [snapshot({ advice: advice.slice(0, 1) })], active: 's1' });
  const view = adviceView(panel) as HTMLDetailsElement;
  expect(view.open).toBe(false);
  expect(byTestId(view, 'advice-count').textContent).toBe('The connection is not encrypted');
  expect(view.textContent.match(/not encrypted/g)).toHaveLength(1);
});

test('why the server closed is read without unfolding', async () => {
  const closed: Advice = {
    cause: 'closed-by-server',
    title: 'The server closed with 1008 (policy violation)',
    explanation: 'Check token, Origin and rights.',
    section: 'RFC 6455 §7.4',
  };
  const panel = fakePanel({ sessions: [snapshot({ advice })], active: 's1' });
  const view = adviceView(panel) as HTMLDetailsElement;
  panel.store.update({ sessions: [snapshot({ advice: [closed] })] });
  await settled();
  expect(view.open).toBe(true);
  expect(byTestId(view, 'advice-count').textContent).toBe('The server closed with 1008 (policy violation)');
  panel.store.update({ sessions: [snapshot({ advice })] });
  await settled();
  expect(view.open).toBe(false);
  panel.store.update({ optionsOpen: true, sessions: [snapshot({ advice: [closed] })] });
  await settled();
  expect(view.open).toBe(false);
  expect(byTestId(view, 'advice-count').textContent).toContain('1008');
});

test('is not there without advice', () => {
  const panel = fakePanel({ sessions: [snapshot()], active: 's1' });
  expect(adviceView(panel).hidden).toBe(true);
});
