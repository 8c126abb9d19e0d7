import { expect, test } from 'vitest';
import { closeUnanswered } from '../../../../src/diagnosis/rules/closing/closeUnanswered.ts';
import { closeFrame, closing, ended, failure, opened, traffic } from '../../../support/evidence.ts';

const first = closeFrame('client', 1000, 1000);

test('ignored until we gave up', () => {
  const diagnosis = closeUnanswered(
    opened({
      failure: failure('closing', 'CLOSE_TIMEOUT', 'x', { timeoutMs: 3000 }),
      closing: closing({ first, ended: ended('client', 'abandoned', 4000) }),
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'closing',
    cause: 'close-unanswered',
    title: 'The server did not answer our Close within 3 s',
    section: 'RFC 6455 §5.5.1, §7.1.1',
  });
});

test('answered by the end of TCP alone', () => {
  const diagnosis = closeUnanswered(opened({ closing: closing({ first, ended: ended('server', 'fin', 1040) }) }));
  expect(diagnosis).toMatchObject({
    cause: 'close-answered-by-tcp-only',
    title: 'The server closed TCP without answering our Close',
  });
  expect(diagnosis?.explanation).toContain(
    'We sent Close with 1000. The server ended its half of the TCP connection (FIN) 40 ms later',
  );
});

test('on an open connection it is told after a while', () => {
  const waiting = (nowMs: number) =>
    closeUnanswered(opened({ closing: closing({ first }), traffic: traffic({ openedMs: 20, nowMs }) }));
  expect(waiting(3000)?.title).toBe('The server did not answer our Close within 2 s');
  expect(waiting(1500)).toBeUndefined();
});

test.each([
  [
    'answered',
    closing({ first, answer: closeFrame('server', 1010, 1000), clean: true, ended: ended('server', 'fin', 1020) }),
  ],
  ['the server’s own', closing({ first: closeFrame('server', 900, 1000), ended: ended('server', 'fin', 1020) })],
  ['still waited for', closing({ first })],
])('%s: another matter', (_, state) => expect(closeUnanswered(opened({ closing: state }))).toBeUndefined());
