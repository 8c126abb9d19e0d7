import { expect, test } from 'vitest';
import { switchDiagnosis, switchViolations } from '../../src/diagnosis/switchViolations.ts';
import { handshake, refusedSwitch, response, switching, violation } from '../support/evidence.ts';

const missing = violation('upgrade-missing', 'No Upgrade.');

test('each broken rule of the 101 once, whoever reported it', () => {
  const answer = switching();
  const attempt = refusedSwitch(answer, {
    handshake: handshake(answer, {
      violations: [missing, violation('head-bare-lf', 'LF'), violation('request-host', 'ours', { by: 'client' })],
    }),
    violations: [{ violation: missing, frame: undefined }],
  });
  expect(switchViolations(attempt).map(({ rule }) => rule)).toEqual(['upgrade-missing']);
});

test('an answer that is no 101 is not measured by it', () => {
  const answer = response('HTTP/1.1 404 Not Found');
  expect(switchViolations(refusedSwitch(answer, { handshake: handshake(answer, { violations: [missing] }) }))).toEqual(
    [],
  );
});

test('a diagnosis quotes the status, the headers and the rules', () => {
  const answer = switching();
  const attempt = refusedSwitch(answer, { handshake: handshake(answer, { violations: [missing] }) });
  const told = {
    stage: 'upgrade',
    cause: 'x',
    title: 't',
    explanation: 'e',
    likelyCauses: [],
    remedies: [],
    section: 's',
  } as const;
  expect(switchDiagnosis(attempt, told, 'Connection').evidence.map(({ text }) => text)).toEqual([
    'HTTP/1.1 101 Switching Protocols',
    'Connection: Upgrade',
    'No Upgrade. (RFC 6455 §5.2)',
  ]);
});
