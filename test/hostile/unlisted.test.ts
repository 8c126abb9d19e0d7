// Behaviours beyond the list: the rules have to know the kind, not the case.
import { describe, expect, it, test } from 'vitest';
import { startScript } from '../support/hostile/hostileServer.ts';
import { meetByCommandLine, wordsIn } from '../support/hostile/meetByCommandLine.ts';
import { unlistedFrames } from '../support/hostile/unlisted/frames.ts';
import { unlistedHeads } from '../support/hostile/unlisted/heads.ts';
import { unlistedStatuses } from '../support/hostile/unlisted/statuses.ts';
import { unlistedTransports } from '../support/hostile/unlisted/transports.ts';
import type { UnlistedCase } from '../support/hostile/unlisted/unlistedCase.ts';

const cases: readonly UnlistedCase[] = [
  ...unlistedStatuses,
  ...unlistedHeads,
  ...unlistedFrames,
  ...unlistedTransports,
];

/** Those that never answer are waited for so long, in ms. */
const HANG_TIMEOUT_MS = 3_000;
const TIMEOUT_MS = 20_000;
const HANGS: ReadonlySet<string> = new Set(['half-a-head', 'hello-silence', 'tunnel-silent', 'crlfs']);

test('each has a name of its own', () => {
  const ids = cases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.concurrent('beyond the list', { timeout: 60_000 }, () => {
  it.each(cases)('$id', async (entry) => {
    const { id, cause, says, client = {}, args = [], stands } = entry;
    const server = await startScript({ kind: 'transport', ...entry });
    try {
      const { status, lines } = await meetByCommandLine(
        [
          ...[server.url, '--timeout', String(HANGS.has(id) ? HANG_TIMEOUT_MS : TIMEOUT_MS), ...args],
          ...(client.noDeflate === true ? ['--no-deflate'] : []),
          ...(client.subprotocols === undefined ? [] : ['--subprotocol', client.subprotocols.join(',')]),
          ...(client.proxy === true && server.proxyUrl !== undefined ? ['--proxy', server.proxyUrl] : []),
          ...(client.trustsCa === true && server.caFile !== undefined ? ['--ca', server.caFile] : []),
        ],
        { settles: cause === undefined || stands === true },
      );
      const diagnoses = lines.filter((line) => line['event'] === 'diagnosis');
      expect(diagnoses.map((line) => line['cause'])).toEqual(cause === undefined ? [] : [cause]);
      expect(status).toBe(cause === undefined || stands === true ? 0 : 1);
      const words = diagnoses.flatMap(wordsIn).join('\n');
      for (const say of says) expect(words).toMatch(say);
      // No value that was not there slipped into a sentence.
      expect(words).not.toMatch(/\bNaN\b|\[object |\bundefined(?! \(reading)/);
    } finally {
      await server.dispose();
    }
  });
});
