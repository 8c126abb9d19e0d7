import type { ViolationRule } from '../../../src/protocol/violation.ts';
import { close, frame, hex, noise, text } from './bytes.ts';
import { sends } from './framesCase.ts';
import { open } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const stages: HostileScript['stages'] = ['framing', 'closing'];

const legal = (code: number, meaning: RegExp): HostileScript => ({
  id: `close-code-${code}`,
  kind: 'valid',
  says: [new RegExp(String(code)), meaning, /because/],
  speak: async (peer) => {
    await open(peer);
    await peer.close(code, 'because');
  },
});

const illegal = (code: number, rule: ViolationRule, meaning: RegExp): HostileScript =>
  sends(`close-code-${code}`, 'violation', () => [close(code)], [new RegExp(String(code)), meaning], {
    rules: [rule],
    stages,
    closeSent: true,
  });

/** Close frames and what follows them (RFC 6455 §5.5.1, §7). */
export const closingCases = inGroup('frames', [
  illegal(1015, 'close-code-not-for-the-wire', /reserved|never/i),
  illegal(1100, 'close-code-unassigned', /unassigned|not assigned|reserved/i),
  illegal(2999, 'close-code-unassigned', /unassigned|not assigned|reserved/i),
  legal(1000, /normal/i),
  legal(1001, /going away/i),
  legal(1002, /protocol error/i),
  legal(1008, /policy violation/i),
  legal(1009, /too big/i),
  legal(1010, /mandatory ext/i),
  legal(1012, /service restart/i),
  legal(4000, /private/i),
  legal(4999, /private/i),
  sends('close-bad-utf8', 'violation', () => [close(1000, hex('ff fe'))], [/UTF-8/, /reason/i], {
    stages,
    closeSent: true,
    rules: ['close-reason-not-utf8'],
  }),
  sends('close-code-little-endian', 'violation', () => [frame(0x88, hex('e8 03'))], [/59395|59,395/, /1000/], {
    stages,
    closeSent: true,
    rules: ['close-code-out-of-range'],
  }),
  sends('data-after-close', 'violation', () => [Buffer.concat([close(1000), text('late')])], [/after/i, /close/i], {
    stages,
    closeSent: true,
    rules: ['data-after-close'],
  }),
  sends('garbage-after-close', 'violation', () => [Buffer.concat([close(1000), noise(64, 7)])], [/after/i, /close/i], {
    stages,
    closeSent: true,
    rules: ['bytes-after-close'],
  }),
  sends(
    'close-twice',
    'violation',
    () => [Buffer.concat([close(1000), close(1001)])],
    [/second|twice|after/i, /close/i],
    {
      stages,
      closeSent: true,
      rules: ['close-repeated'],
    },
  ),
  {
    id: 'close-no-fin',
    kind: 'transport',
    says: [/close/i, /open/i, /TCP|connection/i],
    stages: ['closing', 'timeout'],
    hang: true,
    speak: async (peer) => {
      await open(peer);
      await peer.write(close(1000));
      await peer.awaitClose();
      // Longer than any client waits for our FIN.
      await peer.wait(60_000);
    },
  },
]);
