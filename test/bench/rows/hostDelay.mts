// The event loop of the thread that the extension shares with others, while the engine's thread takes 100,000 messages a second and a
// panel's pages are asked for at every ring of its bell: how late its timers are, beside the same thread with nothing to do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { EngineMethods, EngineNotices } from '../../../src/contract/engineContract.ts';
import { everything } from '../../../src/contract/listView.ts';
import { createCaller } from '../../../src/contract/rpc.ts';
import { bundle } from '../../support/bundle.ts';
import { tell } from '../support/row.mts';
import { startVolumeServer } from '../support/volumeClient.mts';

const RATE = 100_000;
const WATCHED_MS = 5_000;
const SHOWN_ROWS = 60;
const WANTED_MS = 20;

/** The delay in milliseconds that 99 of 100 turns do not exceed. */
async function delayWhile(ms: number): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(ms);
  delay.disable();
  return delay.percentile(99) / 1e6;
}

const program = await bundle('src/worker.ts');
const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const { child, url } = await startVolumeServer();
const thread = new Worker(program.script, { workerData: { role: 'engine' } });
try {
  const engine = createCaller<EngineMethods, EngineNotices>({
    post: (message, transfer = []) => thread.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      thread.on('message', listener);
      return { dispose: () => void thread.off('message', listener) };
    },
  });
  const idle = await delayWhile(WATCHED_MS);
  let asking: Promise<void> | undefined;
  let shown = true;
  let pages = 0;
  let newest = 0;
  engine.onNotice('session.grew', ({ session, frames }) => {
    newest = frames;
    if (asking !== undefined || !shown) return;
    const first = Math.max(0, frames - SHOWN_ROWS);
    asking = engine.call('session.rows', { session, view: everything, first, count: SHOWN_ROWS }).then(() => {
      asking = undefined;
      pages += 1;
    });
  });
  const opened = await engine.call('session.open', {
    options: { url: `${url}?size=64&count=100000000&rate=${RATE}`, deflate: false },
    title: 'bench',
    captureFile: join(folder, 'delay.pcapng'),
    network: {},
  });
  if (!opened.ok) throw new Error('The options were refused.');
  await sleep(1000);
  const before = newest;
  const busy = await delayWhile(WATCHED_MS);
  const rate = ((newest - before) / WATCHED_MS) * 1000;
  shown = false;
  await asking;
  if (pages === 0) throw new Error('No page was shown.');
  tell({
    what: `host's event loop at ${Math.round(rate / 1000)} k messages/s, panel open`,
    yardstick: `idle, p99 ${idle.toFixed(1)} ms`,
    wanted: `p99 ≤ ${WANTED_MS} ms`,
    measured: `p99 ${busy.toFixed(1)} ms`,
    met: busy <= WANTED_MS && rate >= 0.9 * RATE,
  });
  await engine.call('session.cancel', { session: opened.session });
  engine.dispose();
} finally {
  await thread.terminate();
  child.kill();
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
}
