import { expect, test } from 'vitest';
import {
  about1006,
  endingOf,
  endingQuotes,
  endingSentence,
  endSource,
  nowOf,
  STANDSTILL_MS,
  wasOpen,
} from '../../src/diagnosis/ending.ts';
import { frameId } from '../../src/base/branded.ts';
import {
  closeFrame,
  closing,
  ended,
  evidence,
  failure,
  handshake,
  opened,
  startedAt,
  switching,
  traffic,
} from '../support/evidence.ts';

test('open is what the client accepted', () => {
  const answer = switching();
  expect(wasOpen(opened())).toBe(true);
  expect(wasOpen(evidence({ handshake: handshake(answer, { accepted: true }) }))).toBe(true);
  expect(
    wasOpen(
      evidence({ handshake: handshake(answer, { accepted: true }), failure: failure('upgrade', 'REFUSED_BY_CLIENT') }),
    ),
  ).toBe(false);
  expect(wasOpen(evidence())).toBe(false);
});

test('the times count from opening and from the last frame to the end of the first stream', () => {
  const attempt = opened({
    closing: closing({ ended: ended('server', 'fin', 2020) }),
    traffic: traffic({ openedMs: 20, endedMs: 2500, lastFrameMs: { client: 300, server: 520 } }),
  });
  expect(endingOf(attempt)).toEqual({ by: 'server', how: 'fin', openFor: 2000, idleFor: 1500 });
});

test('a stream of the server that was abandoned was given up by us', () => {
  expect(endingOf(opened({ closing: closing({ ended: ended('server', 'abandoned', 90) }) }))).toMatchObject({
    by: 'client',
  });
});

test('without frames the silence began with the connection', () => {
  expect(endingOf(opened({ traffic: traffic({ openedMs: 20, endedMs: 120 }) }))).toEqual({
    by: 'network',
    how: 'abandoned',
    openFor: 100,
    idleFor: 100,
  });
});

test('the present moment is the end of a connection that lasts, where it is given', () => {
  const attempt = opened({ traffic: traffic({ openedMs: 20, nowMs: 1020 }) });
  const ending = endingOf(attempt);
  expect(ending).toMatchObject({ how: 'lasting', openFor: 1000 });
  expect(endingSentence(ending!)).toBe('The connection is still open');
  expect(nowOf(attempt)).toBe(startedAt / 1000 + 1020);
  expect(nowOf(opened())).toBeUndefined();
  expect(STANDSTILL_MS).toBeGreaterThan(0);
});

test('a connection that lasts, and one that never opened, have no ending', () => {
  expect(endingOf(opened())).toBeUndefined();
  expect(endingOf(evidence({ traffic: traffic({ endedMs: 5 }) }))).toBeUndefined();
});

test.each([
  ['server', 'fin', 'The server ended its half of the TCP connection (FIN)'],
  ['server', 'reset', 'The server (or something on the way) reset the TCP connection (RST)'],
  ['client', 'reset', 'Our side reset the TCP connection (RST)'],
  ['client', 'abandoned', 'We gave the TCP connection up'],
  ['network', 'abandoned', 'The connection was lost'],
] as const)('%s %s', (by, how, words) => expect(endingSentence({ by, how, openFor: 1, idleFor: 1 })).toBe(words));

test('a reset is told with its time, not by its bare code, and points past the handshake', () => {
  const reset = (lastFrame = {}) =>
    opened({
      closing: closing({ ended: ended('server', 'reset', 70) }),
      failure: failure('closing', 'ECONNRESET', 'The connection ended with ECONNRESET.'),
      traffic: traffic({ openedMs: 20, ...lastFrame }),
    });
  const silent = reset();
  expect(endingQuotes(silent, endingOf(silent)!)).toEqual([
    {
      text: 'The server (or something on the way) reset the TCP connection (RST) 50 ms after the connection opened',
      source: { kind: 'phase', name: 'tcp' },
    },
  ]);
  const talked = reset({
    frames: { client: 1, server: 1 },
    lastFrameMs: { client: 40, server: 30 },
    lastFrame: { client: frameId(1), server: frameId(0) },
  });
  expect(endSource(talked)).toEqual({ kind: 'frame', frame: 1 });
  expect(endingQuotes(talked, endingOf(talked)!)[0]).toEqual({
    text: 'The server (or something on the way) reset the TCP connection (RST) 50 ms after the connection opened, 30 ms after the last frame',
    source: { kind: 'frame', frame: 1 },
  });
});

test('the last frame each way and the Close frames are quoted', () => {
  const attempt = opened({
    closing: closing({ first: closeFrame('server', 900, 1011, 'oops'), ended: ended('server', 'fin', 905) }),
    failure: failure('closing', 'ECONNRESET', 'read ECONNRESET'),
    traffic: traffic({
      openedMs: 20,
      frames: { client: 0, server: 4 },
      lastFrameMs: { client: undefined, server: 900 },
      lastFrame: { client: undefined, server: frameId(3) },
    }),
  });
  const ending = endingOf(attempt);
  expect(ending).toBeDefined();
  expect(endingQuotes(attempt, ending!).map(({ text }) => text)).toEqual([
    'The server ended its half of the TCP connection (FIN) 885 ms after the connection opened, 5 ms after the last frame',
    'last frame from the server: frame 4 at 900 ms, of 4 frames',
    'Close from the server: 1011 "oops"',
    'ECONNRESET: read ECONNRESET',
  ]);
  expect(about1006).toContain('1006');
});
