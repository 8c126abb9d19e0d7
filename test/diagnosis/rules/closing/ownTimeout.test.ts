import { expect, test } from 'vitest';
import { ownTimeout } from '../../../../src/diagnosis/rules/closing/ownTimeout.ts';
import { checkOptions } from '../../../../src/profiles/check/checkOptions.ts';
import { withOption } from '../../../../src/profiles/mapTexts.ts';
import { options } from '../../../../src/profiles/optionSpec.ts';
import type { ConnectionOptions } from '../../../../src/profiles/connectionOptions.ts';
import { closeFrame, closing, ended, evidence, failure, opened, traffic } from '../../../support/evidence.ts';

const silent = (client: number, server: number, timeoutMs = 3000) =>
  ownTimeout(
    opened({
      asked: { idleTimeoutMs: timeoutMs },
      failure: failure('timeout', 'IDLE_TIMEOUT', 'The server sent nothing for 3000 ms.', { timeoutMs }),
      traffic: traffic({ openedMs: 20, endedMs: 3030, frames: { client, server } }),
      closing: closing({
        first: closeFrame('client', 3020, 1001, 'idle'),
        answer: closeFrame('server', 3025, 1001),
        ended: ended('server', 'fin', 3030),
        clean: true,
      }),
    }),
  );

test('the server was silent for as long as the options allow', () => {
  const diagnosis = silent(1, 2);
  expect(diagnosis).toMatchObject({
    stage: 'timeout',
    cause: 'own-idle-timeout',
    title: 'We closed the connection: the server sent nothing for 3 s',
    section: 'RFC 6455 §5.5.2, §7.1.7',
  });
  expect(diagnosis?.explanation).toContain('It had sent 2 frames before; nothing shows that anything is broken.');
  expect(diagnosis?.likelyCauses[1]?.because).toBe('We had sent 1 frame.');
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('Close from the client: 1001 "idle"');
});

test('neither side had said anything', () => {
  const diagnosis = silent(0, 0);
  expect(diagnosis?.explanation).toContain('It had sent no frame before');
  expect(diagnosis?.likelyCauses[1]?.because).toBe('We had sent none.');
});

test('no Pong came to our Ping', () => {
  const diagnosis = ownTimeout(
    opened({
      asked: { keepAlive: { intervalMs: 5000, timeoutMs: 1500 } },
      failure: failure('timeout', 'PONG_TIMEOUT', 'No Pong came within 1500 ms of our Ping.', { timeoutMs: 1500 }),
      traffic: traffic({ openedMs: 20, endedMs: 6600, frames: { client: 1, server: 0 }, unansweredPings: 1 }),
      closing: closing({ ended: ended('client', 'abandoned', 6600) }),
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'timeout',
    cause: 'own-pong-timeout',
    title: 'We ended the connection: no Pong came within 1.5 s of our Ping',
    section: 'RFC 6455 §5.5.2, §5.5.3',
  });
  expect(diagnosis?.explanation).toContain('sends a Ping each 5 s');
  expect(diagnosis?.explanation).toContain('TCP was ended without a Close frame');
  expect(diagnosis?.remedies[0]).toEqual({
    title: 'Wait longer: raise the time for a Pong from 1.5 s to 4.5 s',
    change: { kind: 'option', path: 'keepAlive.timeout', value: 4500 },
  });
});

test('what was set counts where the failure does not say it', () => {
  const ends = { traffic: traffic({ openedMs: 20, endedMs: 900 }) };
  expect(
    ownTimeout(opened({ ...ends, asked: { idleTimeoutMs: 700 }, failure: failure('timeout', 'IDLE_TIMEOUT') }))?.title,
  ).toContain('for 700 ms');
  expect(
    ownTimeout(
      opened({
        ...ends,
        asked: { keepAlive: { intervalMs: 100, timeoutMs: 700 } },
        failure: failure('timeout', 'PONG_TIMEOUT'),
      }),
    )?.title,
  ).toContain('within 700 ms');
});

test.each([1, 2, 3000])('what it offers for a silence of %i ms are options that can be connected with', (ms) => {
  const changes = silent(0, 0, ms)!.remedies.map(({ change }) => change!);
  expect(changes).toEqual([
    { kind: 'option', path: 'idleTimeout', value: ms * 3 },
    { kind: 'option', path: 'keepAlive.interval', value: Math.max(1, Math.floor(ms / 3)) },
  ]);
  for (const change of changes) {
    if (change.kind !== 'option') continue;
    const option = options.find(({ path }) => path === change.path)!;
    const changed = withOption<ConnectionOptions>({ url: 'ws://a/' }, option.keys, change.value);
    expect(checkOptions(changed)).toEqual([]);
  }
});

test('a time-out before the opening, another failure, and a connection that lasts, are not its matter', () => {
  expect(ownTimeout(evidence({ failure: failure('timeout', 'HANDSHAKE_TIMEOUT') }))).toBeUndefined();
  expect(ownTimeout(evidence({ failure: failure('timeout', 'IDLE_TIMEOUT') }))).toBeUndefined();
  const ends = { traffic: traffic({ openedMs: 20, endedMs: 900 }) };
  expect(ownTimeout(opened({ ...ends, failure: failure('closing', 'CLOSE_TIMEOUT') }))).toBeUndefined();
  expect(ownTimeout(opened(ends))).toBeUndefined();
  expect(ownTimeout(opened({ failure: failure('timeout', 'IDLE_TIMEOUT') }))).toBeUndefined();
});
