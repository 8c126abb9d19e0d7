import { expect, test } from 'vitest';
import { connectionRefused } from '../../../../src/diagnosis/rules/tcp/connectionRefused.ts';
import { evidence, failure, tcpFailed } from '../../../support/evidence.ts';

test('each address that was tried is named', () => {
  const diagnosis = connectionRefused(
    evidence({
      asked: { url: 'ws://localhost:8080/' },
      failure: failure('tcp', 'ECONNREFUSED'),
      phases: [tcpFailed('::1', 8080, 'ECONNREFUSED'), tcpFailed('127.0.0.1', 8080, 'ECONNREFUSED')],
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'tcp',
    cause: 'connection-refused',
    title: 'Nothing is listening on localhost:8080',
  });
  expect(diagnosis?.explanation).toContain('refused by ::1 and 127.0.0.1');
  expect(diagnosis?.evidence).toHaveLength(2);
});

test('one family of addresses only: the other is one click away', () => {
  const attempt = evidence({
    asked: { url: 'ws://localhost:9/x' },
    failure: failure('tcp', 'ECONNREFUSED'),
    phases: [tcpFailed('::1', 9, 'ECONNREFUSED')],
  });
  const diagnosis = connectionRefused(attempt);
  expect(diagnosis?.likelyCauses.map(({ cause }) => cause)).toContain('The server listens on IPv4 only');
  expect(diagnosis?.remedies).toEqual([
    { title: 'Start the server, and check that it says it listens on port 9' },
    {
      title: 'If it listens on 127.0.0.1 only: connect to 127.0.0.1',
      change: { kind: 'url', url: 'ws://127.0.0.1:9/x' },
    },
  ]);
});

test('a URL without a port most likely lacks one', () => {
  const attempt = evidence({
    failure: failure('tcp', 'ECONNREFUSED'),
    phases: [tcpFailed('192.0.2.7', 80, 'ECONNREFUSED')],
  });
  expect(connectionRefused(attempt)?.likelyCauses[0]).toMatchObject({
    because: 'The URL names no port, so 80, the one for ws, was taken.',
  });
});

test('addresses that failed in another way are told too', () => {
  const phases = [tcpFailed('192.0.2.7', 80, 'ECONNREFUSED'), tcpFailed('2001:db8::1', 80, 'ENETUNREACH')];
  expect(connectionRefused(evidence({ failure: failure('tcp', 'ENETUNREACH'), phases }))?.explanation).toContain(
    '2001:db8::1 did not work either (ENETUNREACH)',
  );
});

test('the proxy is named when it is the one that refuses', () => {
  const attempt = evidence({
    asked: { proxy: 'http://proxy.test:3128' },
    failure: failure('tcp', 'ECONNREFUSED'),
    phases: [tcpFailed('192.0.2.9', 3128, 'ECONNREFUSED')],
  });
  expect(connectionRefused(attempt)?.title).toBe('Nothing is listening on the proxy http://proxy.test:3128');
});

test('a timeout is another matter', () =>
  expect(connectionRefused(evidence({ failure: failure('tcp', 'ETIMEDOUT') }))).toBeUndefined());
