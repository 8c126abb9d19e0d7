import { expect, test } from 'vitest';
import { ownLimit } from '../../../../src/diagnosis/rules/closing/ownLimit.ts';
import { closeFrame, closing, failure, frameViolation, opened } from '../../../support/evidence.ts';

test.each([
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'own-message-size-limit'],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 'own-frame-size-limit'],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 'own-fragment-limit'],
])('%s is ours, not the server’s', (code, cause) => {
  const diagnosis = ownLimit(opened({ failure: failure('framing', code, 'Max payload size exceeded') }));
  expect(diagnosis).toMatchObject({ stage: 'closing', cause });
  expect(diagnosis?.title).toContain('A limit of this inspector');
  expect(diagnosis?.explanation).toContain('The server did nothing that RFC 6455 forbids');
});

test('numbers and code are told', () => {
  const diagnosis = ownLimit(
    opened({
      failure: failure('framing', 'WS_ERR_TOO_MANY_BUFFERED_PARTS', 'Too many', { limit: 16_384, received: 20_000 }),
      closing: closing({ first: closeFrame('client', 100, 1008) }),
    }),
  );
  expect(diagnosis?.explanation).toContain(
    'It is set to 16384, and 20000 came. We closed with 1008 (policy violation).',
  );
});

test('a message too large after decompression', () => {
  const diagnosis = ownLimit(
    opened({ violations: [frameViolation('deflate-cap', 'Message 1 inflates to more than 64 MiB.', 0)] }),
  );
  expect(diagnosis).toMatchObject({ cause: 'own-inflated-size-limit' });
  expect(diagnosis?.evidence[0]?.text).toContain('64 MiB');
});

test('a broken rule is another matter', () =>
  expect(ownLimit(opened({ failure: failure('framing', 'WS_ERR_INVALID_OPCODE') }))).toBeUndefined());
