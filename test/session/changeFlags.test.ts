import { expect, test } from 'vitest';
import { changeFlags } from '../../src/session/changeFlags.ts';
import type { Change } from '../../src/diagnosis/diagnosis.ts';

test.each<[Change, string]>([
  [{ kind: 'url', url: 'wss://user:secret@a.test/?token=hush' }, 'wss://…'],
  [{ kind: 'subprotocols', subprotocols: ['a', 'b'] }, '--subprotocol a,b'],
  [{ kind: 'subprotocols', subprotocols: [] }, 'without --subprotocol'],
  [{ kind: 'origin', origin: 'https://a.test' }, '--origin https://a.test'],
  [{ kind: 'origin', origin: undefined }, 'without --origin'],
  [{ kind: 'deflate', on: false }, '--no-deflate'],
  [{ kind: 'timeout', ms: 30_000 }, '--timeout 30000'],
  [{ kind: 'verify-tls', on: false }, '--insecure'],
  [{ kind: 'follow-redirects', on: true }, '--follow-redirects'],
  [{ kind: 'header', name: 'X-Key', value: 'hush' }, "--header 'X-Key: …'"],
  [{ kind: 'trust', certificate: 'PEM' }, '--ca FILE'],
  [{ kind: 'credentials', type: 'bearer' }, '--auth-type bearer --auth-token TEXT'],
  [{ kind: 'option', path: 'requireSubprotocol', value: false }, '--no-require-subprotocol'],
  [{ kind: 'option', path: 'autoPong', value: true }, 'without --no-auto-pong'],
  [{ kind: 'option', path: 'proxy', value: 'none' }, '--proxy none'],
  [{ kind: 'option', path: 'keepAlive.interval', value: 5000 }, '--ping-every 5000'],
])('%o', (change, words) => {
  const flags = changeFlags(change);
  if (change.kind === 'url') expect(flags).not.toMatch(/secret|hush/);
  else expect(flags).toBe(words);
});
