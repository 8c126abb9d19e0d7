import { spawn } from 'node:child_process';
import { text as whole } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HostileCase } from '../support/hostile/hostileCase.ts';
import { hostileCases, NEVER_OPENS } from '../support/hostile/hostileCases.ts';
import { type HostileServer, startHostileServer } from '../support/hostile/hostileServer.ts';
import { meetByCommandLine } from '../support/hostile/meetByCommandLine.ts';
import { type Bundle, bundle } from '../support/bundle.ts';
import type { Line } from '../cli/recorded.ts';

/** Servers that never answer are waited for so long, in ms; a busy machine may need more for the others. */
const HANG_TIMEOUT_MS = 2_500;
const HANDSHAKE_TIMEOUT_MS = 20_000;
const PATIENCE_MS = 150_000;

/** Neither side ends these: what is wrong is told when the user stops. */
const STANDS_STILL: ReadonlySet<string> = new Set([
  '101-chunked',
  'len-90MiB-stall',
  'len-little-endian',
  'len64-for-16',
  'pmd-window-violation',
  'pong-never',
  'utf8-invalid-first-fragment',
]);

/** Legal, and refused by the endpoint all the same, so that it is explained. */
const REFUSED_THOUGH_VALID = 'subprotocol-ignored';

/** Borne without complaint, to the last frame. */
const BORNE: Readonly<Record<string, readonly string[]>> = {
  'ping-flood': ['--summary', '--frames', '100000'],
  'pmd-bomb-many': ['--max-payload', '16', '--frames', '40'],
  'redirect-to-http': ['--frames', '1'],
  'trickle-frame': ['--frames', '1'],
};

/** So much to do that whoever runs beside it would have to wait. */
const isHeavy = ({ id }: HostileCase): boolean =>
  id in BORNE || id === 'pmd-bomb-fragments' || id === 'fragments-20000';

const isSilent = ({ id, kind }: HostileCase): boolean =>
  (kind === 'valid' && id !== REFUSED_THOUGH_VALID) || id in BORNE;

function argumentsFor({ id, client = {} }: HostileCase, server: HostileServer): string[] {
  return [
    ...['connect', server.url, '--timeout', String(NEVER_OPENS.has(id) ? HANG_TIMEOUT_MS : HANDSHAKE_TIMEOUT_MS)],
    ...(client.noDeflate === true ? ['--no-deflate'] : []),
    ...(client.offer === undefined ? [] : ['--compression-client-max-window-bits', '0']),
    ...(client.subprotocols === undefined ? [] : ['--subprotocol', client.subprotocols.join(',')]),
    ...(client.followRedirects === true ? ['--follow-redirects'] : []),
    ...(client.proxy === true && server.proxyUrl !== undefined ? ['--proxy', server.proxyUrl] : []),
    ...(client.trustsCa === true && server.caFile !== undefined ? ['--ca', server.caFile] : []),
    ...(client.does === 'ping' ? ['--ping', 'x'] : []),
    ...(client.does === 'close' ? ['--close'] : []),
    ...(BORNE[id] ?? []),
  ];
}

const meet = (hostile: HostileCase, server: HostileServer) =>
  meetByCommandLine(argumentsFor(hostile, server).slice(1), {
    settles: !(hostile.id in BORNE) && (isSilent(hostile) || STANDS_STILL.has(hostile.id)),
  });

function judge(hostile: HostileCase, status: number | null, lines: readonly Line[]): void {
  const diagnoses = lines.filter((line) => line['event'] === 'diagnosis');
  const told = JSON.stringify(isSilent(hostile) ? lines : diagnoses);
  if (isSilent(hostile)) {
    expect(diagnoses).toEqual([]);
    expect(status).toBe(0);
    expect(lines.map((line) => line['event'])).toContain('handshake');
  } else {
    expect(diagnoses).toHaveLength(1);
    expect(hostile.stages ?? ['subprotocol']).toContain(diagnoses[0]?.['stage']);
    expect(diagnoses[0]?.['cause']).not.toBe('not-recognised');
    expect(status).toBe(STANDS_STILL.has(hostile.id) ? 0 : 1);
  }
  for (const say of hostile.says) expect(told).toMatch(say);
  if (hostile.id === 'ping-flood') {
    // Our own Close may still be answered while we stop.
    const atLeast = expect.toSatisfy((n: number) => n >= 100_000) as number;
    expect(lines.at(-1)).toMatchObject({ frames: { server: atLeast }, messages: { server: atLeast } });
  }
}

describe('the command line', { timeout: PATIENCE_MS }, () => {
  const written: string[] = [];
  beforeAll(() => {
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    expect(written).toEqual([]);
  });

  const meets = async (hostile: HostileCase): Promise<void> => {
    const server = await startHostileServer(hostile.id);
    try {
      const { status, lines } = await meet(hostile, server);
      judge(hostile, status, lines);
    } finally {
      await server.dispose();
    }
  };

  it.each(hostileCases.filter(isHeavy))('bears $id ($kind)', meets);
  describe.concurrent('meets', () => {
    it.each(hostileCases.filter((hostile) => !isHeavy(hostile)))('$id ($kind)', meets);
  });
});

/** One of each stage and kind. */
const IN_A_PROCESS = [
  ...['tcp-refused', 'proxy-407', 'proxy-garbage', 'tls-expired', 'tls-1.0-only', 'plain-on-tls-port'],
  ...['garbage-binary', '403-waf', 'body-gzip-bomb', 'header-endless', 'close-mid-status', 'never-answer'],
  ...['upgrade-missing', 'pmd-twice', 'subprotocol-ignored', 'redirect-chain-20', 'redirect-follow-ok'],
  ...['masked-frame', 'utf8-invalid-deflated', 'pmd-garbage', 'close-code-4000', 'close-126', 'rst-no-close'],
];

async function runToItsEnd(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([whole(child.stdout), whole(child.stderr)]);
  return { status: await status, stdout, stderr };
}

describe('the built program meets', { timeout: PATIENCE_MS }, () => {
  let program: Bundle;
  beforeAll(async () => {
    program = await bundle('src/cli.ts');
  });
  afterAll(() => program.remove());

  describe.concurrent('in a process of its own', () => {
    it.each(hostileCases.filter(({ id }) => IN_A_PROCESS.includes(id)))('$id ($kind)', async (hostile) => {
      const server = await startHostileServer(hostile.id);
      try {
        const args = argumentsFor(hostile, server);
        const more = hostile.id === 'redirect-follow-ok' ? ['--frames', '1'] : [];
        const { status, stdout, stderr } = await runToItsEnd(program.script, [...args, ...more]);
        expect(stderr).toBe('');
        const lines = stdout.split('\n');
        expect(lines.pop()).toBe('');
        judge(
          hostile,
          status,
          lines.map((line) => JSON.parse(line) as Line),
        );
      } finally {
        await server.dispose();
      }
    });
  });
});
