import { expect, test } from 'vitest';
import { ownLimit } from '../../../../src/diagnosis/rules/closing/ownLimit.ts';
import { frameId } from '../../../../src/base/branded.ts';
import { closeFrame, closing, failure, frameViolation, opened, traffic } from '../../../support/evidence.ts';

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

test('the largest message is told, and can be raised by one click', () => {
  const above = failure('framing', 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'Max payload size exceeded');
  const asked = { maxMessageBytes: 1_048_576 };
  const diagnosis = ownLimit(opened({ asked, failure: above }));
  expect(diagnosis?.title).toBe('A limit of this inspector was reached: the size of a message (1 MiB)');
  expect(diagnosis?.explanation).toContain('It is set to 1 MiB.');
  expect(diagnosis?.remedies).toEqual([
    {
      title: 'Raise the largest message from 1 MiB to 4 MiB',
      change: { kind: 'option', path: 'maxMessageSize', value: 4_194_304 },
    },
  ]);
  const unfinished = { frame: frameId(0), received: 10, declared: 9_000_000 };
  const large = ownLimit(opened({ asked, failure: above, traffic: traffic({ openedMs: 20, unfinished }) }));
  expect(large?.explanation).toContain(
    'It is set to 1 MiB, and the frame under way has 9,000,000 bytes by its header.',
  );
  expect(large?.remedies[0]?.change).toEqual({ kind: 'option', path: 'maxMessageSize', value: 16_777_216 });
  const most = ownLimit(opened({ asked: { maxMessageBytes: 2_147_483_648 }, failure: above }));
  expect(most?.remedies[0]?.change).toBeUndefined();
});
