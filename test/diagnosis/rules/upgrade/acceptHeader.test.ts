import { expect, test } from 'vitest';
import type { Violation } from '../../../../src/protocol/violation.ts';
import { acceptHeader } from '../../../../src/diagnosis/rules/upgrade/acceptHeader.ts';
import { handshake, refusedSwitch, response, sampleAccept, sampleKey, violation } from '../../../support/evidence.ts';

function judged(values: readonly string[], ...violations: Violation[]) {
  const answer = response(
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    ...values.map((value) => `Sec-WebSocket-Accept: ${value}`),
  );
  return acceptHeader(refusedSwitch(answer, { handshake: handshake(answer, { violations }) }));
}
const wrong = (value: string, why: string) =>
  judged([value], violation('accept-wrong', `Sec-WebSocket-Accept is "${value}", expected "${sampleAccept}": ${why}.`));

test('missing: what was expected is said', () => {
  const diagnosis = judged([], violation('accept-missing', 'Missing.'));
  expect(diagnosis).toMatchObject({
    stage: 'upgrade',
    cause: 'accept-missing',
    title: 'The server answered 101 but sent no Sec-WebSocket-Accept',
  });
  expect(diagnosis?.explanation).toContain(sampleAccept);
  expect(diagnosis?.evidence.at(-1)?.text).toBe(
    `our request: Sec-WebSocket-Key: ${sampleKey} → expected Sec-WebSocket-Accept: ${sampleAccept}`,
  );
});

test('twice', () => {
  const diagnosis = judged(
    [sampleAccept, sampleAccept],
    violation('accept-duplicate', 'Sec-WebSocket-Accept stands 2 times, each time the same; it must stand once.'),
  );
  expect(diagnosis).toMatchObject({
    cause: 'accept-duplicate',
    title: 'Sec-WebSocket-Accept appears twice; it must appear once',
  });
});

test('hexadecimal', () => {
  const hex = 'b37a4f2cc0624f1690f64606cf385945b2bec4ea';
  expect(wrong(hex, 'it is the right digest in hexadecimal instead of base64')?.title).toBe(
    'Sec-WebSocket-Accept has the right digest in the wrong encoding: hex instead of base64',
  );
});

test('letter case', () => {
  const diagnosis = wrong(
    sampleAccept.toLowerCase(),
    'it differs in letter case only: something on the way lower-cased it',
  );
  expect(diagnosis?.title).toBe('Sec-WebSocket-Accept differs only in letter case: something on the way changed it');
  expect(diagnosis?.likelyCauses[0]?.cause).toBe('An intermediary lower-cased header values');
});

test('any other reason stands in the title', () => {
  expect(wrong(sampleKey, 'it is the key itself, echoed')?.title).toBe(
    'Sec-WebSocket-Accept is wrong: it is the key itself, echoed',
  );
  expect(
    wrong('AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'it was probably computed for another key: a cached answer')?.likelyCauses[0]
      ?.cause,
  ).toContain('cache');
});

test('a handshake without fault is another matter', () => expect(judged([sampleAccept])).toBeUndefined());
