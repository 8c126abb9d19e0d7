import { expect, test } from 'vitest';
import { silence } from '../../../src/diagnosis/advice/silence.ts';
import type { Traffic } from '../../../src/diagnosis/evidence.ts';
import { opened, traffic } from '../../support/evidence.ts';
import { around } from './samples.ts';

const quiet = (more: Partial<Traffic>, asked: object = {}) =>
  silence(opened({ asked, traffic: traffic({ openedMs: 20, endedMs: undefined, nowMs: 61_000, ...more }) }), around);
const at = (server: number | undefined, client?: number) => ({ lastFrameMs: { server, client } });

test('nothing since the connection opened', () => {
  expect(quiet({ ...at(undefined, 60_000), frames: { client: 3, server: 0 } })).toMatchObject({
    cause: 'silence',
    explanation: expect.stringMatching(/^No frame of the server has come since/) as string,
    remedy: { change: { kind: 'option', path: 'keepAlive.interval', value: 30_000 } },
  });
});

test('nothing since its last frame', () => {
  expect(quiet({ ...at(900), frames: { client: 0, server: 3 } })?.explanation).toMatch(
    /^The connection is open and quiet/,
  );
});

test.each<[string, Partial<Traffic>, object]>([
  ['a frame within the minute', at(2000), {}],
  ['a young connection', { ...at(undefined), nowMs: 59_000 }, {}],
  ['an unanswered Ping, which has a diagnosis', { ...at(0), unansweredPings: 1 }, {}],
  ['Pings of ours', at(0), { keepAlive: { intervalMs: 30_000 } }],
  ['a connection that is over', { ...at(0), endedMs: 60_500 }, {}],
  ['a connection that never opened', { ...at(0), openedMs: undefined }, {}],
])('says nothing of %s', (_, more, asked) => {
  expect(quiet(more, asked)).toBeUndefined();
});

test('says nothing without a present moment', () => {
  expect(silence(opened({ traffic: traffic({ openedMs: 20, endedMs: undefined }) }), around)).toBeUndefined();
});
