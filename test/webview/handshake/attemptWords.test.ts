import { expect, test } from 'vitest';
import { attemptTitle, verdict } from '../../../webview/handshake/attemptWords.ts';
import { handshakeView, refused } from '../fakePanel.ts';
import { tcp, timing } from './phases.ts';

test('why there was an attempt', () => {
  const title = (more: Parameters<typeof handshakeView>[0]): string => attemptTitle(handshakeView(more));
  expect(title({})).toBe('Attempt 1');
  const redirect = {
    kind: 'redirect',
    status: 302,
    from: 'ws://a.test/',
    dropped: ['Authorization', 'Cookie'],
  } as const;
  expect(title({ attempt: 2, reason: redirect })).toBe(
    'Attempt 2: followed a 302 from ws://a.test/; left behind: Authorization, Cookie',
  );
  expect(title({ attempt: 2, reason: { ...redirect, dropped: [] } })).toBe(
    'Attempt 2: followed a 302 from ws://a.test/',
  );
  const again = { kind: 'reconnect', after: 'The connection was reset.', waitedMs: 2000 } as const;
  expect(title({ attempt: 3, reason: again })).toBe('Attempt 3: tried again after 2.0 s: The connection was reset');
  expect(title({ attempt: 3, reason: { ...again, waitedMs: 250 } })).toContain('after 250 ms');
});

test('what became of it', () => {
  const words = (view: ReturnType<typeof handshakeView>): string => `${verdict(view).look}: ${verdict(view).words}`;
  const silent = handshakeView({ response: undefined, accepted: false });
  expect(words(handshakeView())).toBe('good: Accepted: the connection was upgraded.');
  expect(words(refused('no'))).toBe('bad: Not accepted: the response was 403 Forbidden');
  expect(words(silent)).toBe('waiting: No response so far.');
  expect(words({ ...silent, phases: [{ ...tcp, ok: false }] })).toBe(
    'bad: No response: the step "TCP connection" failed.',
  );
  const response = { name: 'response', bytes: 0, ...timing, ok: false } as const;
  expect(words({ ...silent, phases: [tcp, response] })).toContain('ended before the server had answered');
  expect(words({ ...silent, phases: [{ ...tcp, ok: false }, tcp] })).toBe('waiting: No response so far.');
});
