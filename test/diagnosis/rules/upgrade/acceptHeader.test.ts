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

const about = (value: string, why: string) => {
  const diagnosis = wrong(value, why);
  const causes = diagnosis?.likelyCauses.map(({ cause }) => cause) ?? [];
  return { title: diagnosis?.title, causes, remedies: diagnosis?.remedies ?? [], diagnosis };
};

test('hexadecimal', () => {
  const hex = 'b37a4f2cc0624f1690f64606cf385945b2bec4ea';
  expect(about(hex, 'it is the right digest in hexadecimal instead of base64').title).toBe(
    'Sec-WebSocket-Accept is wrong: hex instead of base64',
  );
});

test('letter case', () => {
  const { title, causes, remedies } = about(
    sampleAccept.toLowerCase(),
    'it differs in letter case only: something on the way lower-cased it',
  );
  expect(title).toBe('Sec-WebSocket-Accept is wrong: only its letter case differs');
  expect(causes).toEqual(['An intermediary changed the letter case of header values']);
  expect(remedies[0]?.title).toContain('around the proxy');
});

const OTHER = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const cached =
  'it has the right form, so it was probably computed for another key: a cached answer, or a key that was changed on the way';

test('the value of another request: a short title, the reason once, and ways around the cache', () => {
  const { title, causes, remedies, diagnosis } = about(OTHER, cached);
  expect(title).toBe('Sec-WebSocket-Accept is wrong: it belongs to another key');
  expect(diagnosis?.explanation).toContain(cached);
  expect(JSON.stringify(diagnosis).split('it has the right form')).toHaveLength(2);
  expect(diagnosis?.evidence.map(({ text }) => text)).toEqual([
    'HTTP/1.1 101 Switching Protocols',
    `Sec-WebSocket-Accept: ${OTHER}`,
    expect.stringContaining(`expected Sec-WebSocket-Accept: ${sampleAccept}`),
  ]);
  expect(causes[0]).toContain('cache');
  expect(remedies.map(({ change }) => change)).toEqual([
    undefined,
    { kind: 'header', name: 'Cache-Control', value: 'no-cache' },
    undefined,
  ]);
  expect(remedies.map(({ title }) => title).join()).not.toContain('SHA-1');
});

test('a key that was lost on the way', () => {
  const { causes } = about(OTHER, 'it was computed for an empty key: the server did not see the header');
  expect(causes).toEqual(['A proxy dropped the Sec-WebSocket-Key header']);
});

test.each([
  ['it is the key itself, echoed', ': it is the key itself'],
  ['the GUID was left out: it is the SHA-1 of the key alone', ': the GUID was left out'],
  ['it belongs to the example key of RFC 6455 and was probably copied from there', ''],
])('what is computed by hand has the formula as its remedy: %s', (why, kind) => {
  const { title, remedies, diagnosis } = about(sampleKey, why);
  expect(title).toBe(`Sec-WebSocket-Accept is wrong${kind}`);
  expect(diagnosis?.explanation).toContain(why);
  expect(remedies[0]?.title).toContain('base64(SHA-1(key');
});

test('a handshake without fault is another matter', () => expect(judged([sampleAccept])).toBeUndefined());
