import { expect, test } from 'vitest';
import { keptPanel, keptSessionsOf } from '../../src/contract/keptSession.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';

test('a session is kept by its capture, and by the connection that is shown of it', () => {
  const sessions = [
    sessionSnapshot({ id: 'a', title: 'A', captureFile: '/captures/a.pcapng' }),
    sessionSnapshot({ id: 'none' }),
    sessionSnapshot({ id: 'b', title: 'B', captureFile: '/b.pcap', opened: { trouble: [], connection: 2 } }),
  ];
  const kept = [
    { id: 'a', title: 'A', file: '/captures/a.pcapng' },
    { id: 'b', title: 'B', file: '/b.pcap', connection: 2 },
  ];
  expect(keptSessionsOf(sessions)).toEqual(kept);
  expect(keptPanel(JSON.parse(JSON.stringify({ own: true, sessions: kept })))).toEqual({ own: true, sessions: kept });
});

test.each([undefined, null, 'text', 7, {}, { own: 'yes', sessions: 'many' }, { sessions: [1, null, { id: 'a' }] }])(
  'of what no page has kept nothing is left: %j',
  (state) => {
    expect(keptPanel(state)).toEqual({ own: false, sessions: [] });
  },
);
