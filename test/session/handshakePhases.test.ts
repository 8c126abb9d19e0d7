import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import type { Phase } from '../../src/diagnosis/evidence.ts';
import { askedFor } from '../../src/session/askedFor.ts';
import { EvidenceLog } from '../../src/session/evidenceLog.ts';
import { HandshakePhases } from '../../src/session/handshakePhases.ts';
import { PhaseLog } from '../../src/session/phaseLog.ts';
import { HandClock } from './loopback.ts';

function begin() {
  const ended: Phase[] = [];
  const phases = new PhaseLog(new HandClock(), (phase) => ended.push(phase));
  const log = new EvidenceLog(() => askedFor('ws://a/', { url: 'ws://a/' }), phases);
  return { ended, handshake: new HandshakePhases(() => log, phases) };
}

const steps = (phases: readonly Phase[]): string[] => phases.map(({ name, ok }) => `${name} ${ok ? 'ok' : 'failed'}`);

test('request, response with its first byte, first frame', () => {
  const { ended, handshake } = begin();
  handshake.beginRequest(micros(1));
  handshake.requested(micros(2));
  handshake.firstByte(7);
  handshake.firstByte(9);
  handshake.answered(true, true, micros(4));
  handshake.frame('server', micros(6));
  handshake.frame('client', micros(7));
  handshake.ended(undefined);
  expect(steps(ended)).toEqual(['request ok', 'response ok', 'frame ok']);
  expect(ended).toMatchObject([{}, { firstByteMs: 7 }, { from: 'server' }]);
});

test('a refusal has no first frame, and a connection without frames neither', () => {
  const refused = begin();
  refused.handshake.beginRequest(micros(1));
  refused.handshake.requested(micros(2));
  refused.handshake.answered(true, false, micros(4));
  refused.handshake.frame('server', micros(6));
  expect(steps(refused.ended)).toEqual(['request ok', 'response ok']);
  const silent = begin();
  silent.handshake.beginRequest(micros(1));
  silent.handshake.requested(micros(2));
  silent.handshake.answered(true, true, micros(4));
  silent.handshake.ended(undefined);
  expect(steps(silent.ended)).toEqual(['request ok', 'response ok']);
});

test('what had begun when the socket went has failed', () => {
  const early = begin();
  early.handshake.beginRequest(micros(1));
  early.handshake.ended('ECONNRESET');
  expect(steps(early.ended)).toEqual(['request failed']);
  const late = begin();
  late.handshake.beginRequest(micros(1));
  late.handshake.requested(micros(2));
  late.handshake.ended('ECONNRESET');
  expect(steps(late.ended)).toEqual(['request ok', 'response failed']);
  expect(late.ended.at(-1)).toMatchObject({ code: 'ECONNRESET' });
});
