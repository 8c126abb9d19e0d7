import { expect, test } from 'vitest';
import { tcpKeptOpen } from '../../../../src/diagnosis/rules/closing/tcpKeptOpen.ts';
import { closeFrame, closing, ended, failure, opened, traffic } from '../../../support/evidence.ts';

const both = {
  first: closeFrame('server', 1000, 1000),
  answer: closeFrame('client', 1001, 1000),
  code: 1000,
  clean: true,
} as const;

test('closed by us after a time', () => {
  const diagnosis = tcpKeptOpen(opened({ closing: closing({ ...both, ended: ended('client', 'abandoned', 4001) }) }));
  expect(diagnosis).toMatchObject({
    stage: 'closing',
    cause: 'tcp-kept-open',
    title: 'The closing handshake is done, but the server keeps TCP open',
    section: 'RFC 6455 §7.1.1',
  });
  expect(diagnosis?.explanation).toContain('within 3 s');
});

test('the server’s stream abandoned is our giving up too', () => {
  const diagnosis = tcpKeptOpen(opened({ closing: closing({ ...both, ended: ended('server', 'abandoned', 4001) }) }));
  expect(diagnosis?.explanation).toContain('within 3 s, so we closed it');
});

test('the session may say so', () => {
  const gaveUp = failure('closing', 'CLOSE_TIMEOUT', 'x', { timeoutMs: 2000 });
  expect(
    tcpKeptOpen(opened({ failure: gaveUp, closing: closing({ ...both, ended: ended('client', 'fin', 1002) }) }))
      ?.explanation,
  ).toContain('within 2 s');
});

test('on an open connection it is told after a while', () => {
  expect(
    tcpKeptOpen(opened({ closing: closing(both), traffic: traffic({ openedMs: 20, nowMs: 4001 }) }))?.explanation,
  ).toContain('within 3 s, so far');
  expect(
    tcpKeptOpen(opened({ closing: closing(both), traffic: traffic({ openedMs: 20, nowMs: 1100 }) })),
  ).toBeUndefined();
});

test('our own FIN does not hide that the server keeps it open', () => {
  const state = closing({ ...both, ended: ended('client', 'fin', 1002) });
  const after = (numbers: object) =>
    tcpKeptOpen(opened({ closing: state, traffic: traffic({ openedMs: 20, ...numbers }) }));
  expect(after({ nowMs: 3001 })?.explanation).toContain('within 2 s, so far');
  expect(after({ endedMs: 31_001 })?.explanation).toContain('within 30 s, so we closed it');
  expect(after({ endedMs: 2500 })).toBeUndefined();
});

test.each([
  ['a FIN of ours after both Close frames is usual', closing({ ...both, ended: ended('client', 'fin', 1002) })],
  ['the server ended it', closing({ ...both, ended: ended('server', 'fin', 1002) })],
  ['not clean', closing({ ended: ended('client', 'abandoned', 1002) })],
])('%s', (_, state) => expect(tcpKeptOpen(opened({ closing: state }))).toBeUndefined());
