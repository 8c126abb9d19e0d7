import { describe, expect, it } from 'vitest';
import { checkLife } from '../../../src/profiles/check/checkLife.ts';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';

type Life = Pick<ConnectionOptions, 'keepAlive' | 'reconnect' | 'compression'>;

const check = (options: Life) => checkLife({ url: 'ws://localhost/', ...options });

describe('checkLife', () => {
  it.each<Life>([
    {},
    { keepAlive: {}, reconnect: {}, compression: {} },
    { keepAlive: { interval: 1000, timeout: 500, payload: 'x'.repeat(125) } },
    { keepAlive: { interval: 1, payload: 'é'.repeat(62) } },
    { reconnect: { delay: 500, maxDelay: 500 } },
    { reconnect: { delay: 30_000 } },
    { reconnect: { maxDelay: 1000 } },
    { compression: { clientMaxWindowBits: 0 } },
    { compression: { clientMaxWindowBits: 8, serverMaxWindowBits: 15 } },
  ])('takes %j', (options) => {
    expect(check(options)).toEqual([]);
  });

  it.each<[Life, string, string, string]>([
    [{ keepAlive: { interval: 1, payload: 'x'.repeat(126) } }, 'keepAlive', 'payload', 'is 126 bytes long'],
    [{ keepAlive: { interval: 1, payload: 'é'.repeat(63) } }, 'keepAlive', 'payload', 'is 126 bytes long in UTF-8'],
    [{ keepAlive: { timeout: 5 } }, 'keepAlive', 'timeout', 'Set "interval" too'],
    [{ keepAlive: { interval: 0, timeout: 5 } }, 'keepAlive', 'timeout', 'No Pings are sent'],
    [{ reconnect: { delay: 2, maxDelay: 1 } }, 'reconnect', 'maxDelay', 'lower "delay"'],
    [{ reconnect: { maxDelay: 999 } }, 'reconnect', 'maxDelay', 'The longest wait is shorter'],
    // Without a word about the longest wait it would silently be that one.
    [{ reconnect: { delay: 60_000 } }, 'reconnect', 'delay', 'which is 30000 when it is left out. Set "maxDelay" too'],
    [{ compression: { clientMaxWindowBits: 7 } }, 'compression', 'clientMaxWindowBits', '8 to 15 bits'],
    [{ compression: { clientMaxWindowBits: 1 } }, 'compression', 'clientMaxWindowBits', '0 keeps the parameter out'],
  ])('refuses %j', (options, field, part, words) => {
    const problems = check(options);
    expect(problems).toMatchObject([{ field, part }]);
    expect(problems[0]?.message).toContain(words);
  });
});
