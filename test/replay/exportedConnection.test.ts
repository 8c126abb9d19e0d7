import { expect, test } from 'vitest';
import { exportedConnection } from '../../src/replay/exportedConnection.ts';

test('carries subprotocols, headers and origin', () => {
  const options = {
    url: 'ws://127.0.0.1/x',
    subprotocols: ['graphql-transport-ws'],
    headers: [
      ['X-A', '1'],
      ['X-B', '2'],
      ['X-A', '3'],
    ] as const,
    origin: 'https://a.test',
  };
  expect(exportedConnection(options)).toEqual({
    url: 'ws://127.0.0.1/x',
    subprotocols: ['graphql-transport-ws'],
    headers: { 'X-A': '1, 3', 'X-B': '2', Origin: 'https://a.test' },
    left: [],
  });
});

test('names what is left out, and writes no secret', () => {
  const exported = exportedConnection({
    url: 'ws://ann:hunter2@127.0.0.1/?token=hunter2',
    subprotocols: ['chat', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.hunter2'],
    headers: [
      ['X-Api-Key', 'hunter2'],
      ['X-Row', '1'],
    ],
    auth: { type: 'bearer', token: 'hunter2' },
    tls: { verify: false },
  });
  expect(JSON.stringify(exported)).not.toContain('hunter2');
  expect(exported).toMatchObject({ subprotocols: ['chat'], headers: { 'X-Row': '1' } });
  expect(exported.left).toEqual([
    'The secrets in the URL were left out: put them where ws://•••@127.0.0.1/?token=••• has dots.',
    'A subprotocol that holds a secret was left out: add it to the script.',
    'The header X-Api-Key was left out, for it holds a secret: add it to the script.',
    'These options of the connection were left out: auth, tls.',
  ]);
});
