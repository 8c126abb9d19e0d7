import { expect, test } from 'vitest';
import { firstSetup, openSessions, paceOf, placeOf, withPace } from '../../../webview/replay/replaySettings.ts';

test.each([
  [firstSetup, { kind: 'reply' }],
  [{ ...firstSetup, factor: 'x' }, { kind: 'reply' }],
  [
    { ...firstSetup, timing: true, factor: ' 0,25 ', ahead: true },
    { kind: 'timing', factor: 0.25, ahead: true },
  ],
  [{ ...firstSetup, timing: true, factor: '' }, { problem: expect.stringContaining('from 0 to 1000') as unknown }],
])('the pace of %j', (setup, pace) => expect(paceOf(setup)).toEqual(pace));

test('a place is a session for as long as it is open', () => {
  const open = { id: 's1', title: 'Chat', state: 'open' } as const;
  const at = (on: string, sessions: Parameters<typeof openSessions>[0]['sessions']) =>
    placeOf({ replaySetup: { ...firstSetup, on }, sessions });
  expect(at('ask', [])).toEqual({ kind: 'ask' });
  expect(at('s1', [open])).toEqual({ kind: 'session', session: 's1' });
  expect(at('s1', [{ ...open, state: 'closing' }])).toEqual({ kind: 'file' });
  expect(openSessions({ sessions: [open, { ...open, state: 'failed' }] })).toEqual([open]);
});

test('the pace of a run is that of the next one', () => {
  const { factor } = firstSetup;
  expect(withPace(firstSetup, undefined)).toBe(firstSetup);
  const timed = withPace(firstSetup, { kind: 'timing', factor: 0.5, ahead: true });
  expect(timed).toEqual({ ...firstSetup, timing: true, factor: '0.5', ahead: true });
  expect(paceOf(timed)).toEqual({ kind: 'timing', factor: 0.5, ahead: true });
  expect(withPace({ ...timed, factor }, { kind: 'reply' })).toEqual({ ...timed, factor, timing: false });
});
