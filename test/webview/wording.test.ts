import { expect, test } from 'vitest';
import { announcement, byWhom, shownState, stateWords } from '../../webview/wording.ts';
import { snapshot } from './fakePanel.ts';

test('every state has a word and an icon of its own', () => {
  const states = ['none', 'connecting', 'open', 'closing', 'closed', 'failed', 'cancelled', 'interrupted'] as const;
  expect(states.map((state) => stateWords(state).word)).toEqual([
    'Not connected',
    'Connecting',
    'Open',
    'Closing',
    'Closed',
    'Failed',
    'Cancelled',
    'Ended',
  ]);
});

test('the live region says what became of the session', () => {
  expect(announcement(snapshot({ state: 'connecting' }))).toBe('Connecting to ws://127.0.0.1:9001/echo.');
  expect(announcement(snapshot({ subprotocol: 'chat' }))).toBe('Connected, subprotocol chat.');
  expect(
    announcement(snapshot({ state: 'closed', close: { code: 1000, reason: '', by: 'client', clean: true } })),
  ).toBe('Closed with code 1000.');
  expect(announcement(snapshot({ state: 'failed' }))).toBe('The connection failed.');
});

test('what the user gave up did not fail', () => {
  const given = snapshot({ state: 'failed', cancelled: true });
  expect(shownState(given)).toBe('cancelled');
  expect(announcement(given)).toBe('Cancelled before the connection opened.');
  expect(shownState(snapshot({ state: 'failed' }))).toBe('failed');
  expect(shownState(snapshot({ state: 'closed', cancelled: true }))).toBe('closed');
});

test('what was ended from outside did not fail, whatever its bytes say', () => {
  const window = snapshot({ state: 'failed', opened: { trouble: [], interruption: 'window' } });
  expect(shownState(window)).toBe('interrupted');
  expect(announcement(window)).toContain('until the window was closed or reloaded');
  const engine = snapshot({ state: 'closed', opened: { trouble: [], interruption: 'engine' } });
  expect(announcement(engine)).toContain('until the engine stopped');
  expect(shownState(snapshot({ state: 'closed', opened: { trouble: [] } }))).toBe('closed');
});

test('who ended it', () => {
  expect(byWhom('server')).toBe('by the server');
  expect(byWhom('proxy')).toBe('by proxy');
});
