import { expect, test } from 'vitest';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { extensions } from '../../../../src/diagnosis/rules/upgrade/extensions.ts';
import { handshake, refusedSwitch, request, switching, violation } from '../../../support/evidence.ts';

function judged(
  value: string,
  rule: ViolationRule,
  sentence: string,
  offer: string | undefined = 'permessage-deflate',
) {
  const answer = switching(`Sec-WebSocket-Extensions: ${value}`);
  return extensions(
    refusedSwitch(answer, {
      asked: { deflate: offer !== 'none' },
      request: offer === 'none' ? request() : request(`Sec-WebSocket-Extensions: ${offer}`),
      handshake: handshake(answer, { violations: [violation(rule, sentence, { section: 'RFC 7692 §7.1' })] }),
    }),
  );
}

test('an unknown one', () => {
  const diagnosis = judged(
    'x-zip',
    'extension-not-offered',
    'The server enabled the extension "x-zip", which was not offered (offered: permessage-deflate).',
  );
  expect(diagnosis).toMatchObject({ stage: 'extensions', cause: 'extension-not-offered', section: 'RFC 7692 §7.1' });
  expect(diagnosis?.title).toContain('"x-zip", which was not offered (offered: permessage-deflate)');
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'deflate', on: false });
});

test('compression without being asked', () => {
  const diagnosis = judged('permessage-deflate', 'extension-not-offered', 'Not offered.', 'none');
  expect(diagnosis).toMatchObject({
    cause: 'extension-unasked',
    title: 'The server enabled compression without being asked',
  });
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'deflate', on: true });
  expect(diagnosis?.evidence.at(-1)?.text).toBe('our request: no Sec-WebSocket-Extensions');
});

test.each([
  ['permessage-deflate; level=9', 'deflate-parameter-unknown'],
  ['permessage-deflate; server_max_window_bits=16', 'deflate-parameter-value'],
  ['permessage-deflate, permessage-deflate', 'deflate-twice'],
  ['permessage-deflate;;', 'extensions-malformed'],
] as const)('%s', (value, rule) => {
  const diagnosis = judged(value, rule, 'What is wrong, in a sentence.');
  expect(diagnosis).toMatchObject({ cause: rule, title: 'What is wrong, in a sentence' });
  expect(diagnosis?.explanation).toContain(value);
});

test('a compressed message that is broken is another matter', () => {
  const answer = switching();
  expect(
    extensions(
      refusedSwitch(answer, { handshake: handshake(answer, { violations: [violation('deflate-garbage', 'x')] }) }),
    ),
  ).toBeUndefined();
});
