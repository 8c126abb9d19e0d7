// Ten thousand connections opened and closed in one engine, one after the other: none of them leaves anything behind.
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { startEngine } from '../engine/engineClient.ts';
import { demo } from '../session/conversation.ts';
import { openHandles, until, untilHandlesAre } from '../session/loopback.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

const CONNECTIONS = 10_000;
const WARM_UP = 1_000;
const AT_ONCE = 48;
/** What the allocator may keep for itself; a leak of 200 bytes a connection is more. */
const MAY_GROW_BYTES = 1.8 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use after everything that is not has been let go. */
function inUse(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const openFiles = (): number => readdirSync('/proc/self/fd').length;

test.skipIf(process.platform !== 'linux')(
  '10,000 connections leave no file, no socket, no timer and no memory behind',
  { timeout: 600_000 },
  async () => {
    const engine = startEngine();
    await engine.call('engine.configure', { maxLiveConnections: AT_ONCE, maxCaptureBytes: 0, secretPatterns: [] });
    const { url } = await demo();
    const folder = temporaryFile('');
    const waiting = new Map<string, () => void>();
    engine.caller.onNotice('session.changed', ({ id, state }) => {
      if (state === 'closed') waiting.get(id)?.();
    });
    const closed = async (session: string): Promise<void> => {
      if (engine.snapshots.get(session)?.state === 'closed') return;
      await new Promise<void>((resolve) => waiting.set(session, resolve));
      waiting.delete(session);
    };
    let serial = 0;
    const one = async (): Promise<void> => {
      const file = `${folder}/${serial++}.pcapng`;
      const session = await engine.open(`${url}/close/1000`, { deflate: false }, file);
      await closed(session);
      await engine.call('session.forget', { session });
      engine.snapshots.delete(session);
      await rm(file);
    };
    const many = async (count: number): Promise<void> => {
      let left = count;
      const lane = async (): Promise<void> => {
        while (left-- > 0) await one();
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    };

    await many(WARM_UP);
    const handles = openHandles();
    const files = openFiles();
    const bytes = inUse();
    await many(CONNECTIONS - WARM_UP);
    await untilHandlesAre(handles);
    await until(() => openFiles() <= files);
    expect(await engine.call('session.list', {})).toEqual([]);
    expect(inUse() - bytes).toBeLessThan(MAY_GROW_BYTES);
  },
);
