import { expect, test } from 'vitest';
import { isLive, withoutEngine } from '../../src/contract/liveSession.ts';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { snapshot } from '../webview/fakePanel.ts';

test('a session is live until it is closed or has failed', () => {
  const states = ['connecting', 'open', 'closing', 'closed', 'failed'] as const;
  expect(states.filter((state) => isLive(snapshot({ state })))).toEqual(['connecting', 'open', 'closing']);
});

test('without its engine a live session has ended, and nothing comes any more', () => {
  const side = { opcodes: [], inflatedBytes: 0 };
  const traffic = { framesPerSecond: 9, bytesPerSecond: 90, fileBytes: 5, client: side, server: side };
  const retry = { number: 1, of: 3, at: 0 };
  const waiting = snapshot({ state: 'connecting', retry, traffic } as unknown as Partial<SessionSnapshot>);
  const ended = withoutEngine(waiting);
  expect(isLive(ended)).toBe(false);
  expect(ended).toMatchObject({
    id: waiting.id,
    retry: undefined,
    opened: { interruption: 'engine' },
    traffic: { framesPerSecond: 0, bytesPerSecond: 0, fileBytes: 5 },
  });
});

test('what had ended before is left as it was', () => {
  const failed = snapshot({ state: 'failed' });
  expect(withoutEngine(failed)).toBe(failed);
});
