// Memory while a session captures five million small frames, over a socket from a server in a process of its own: resident set, and
// memory a frame at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mebibytes, tell } from '../support/row.mts';
import { captured, endCaptured, startVolumeServer } from '../support/volumeClient.mts';

const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 5_000_000);
const MOST_RESIDENT_MIB = 400;
const BYTES_A_FRAME = 48;

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const file = join(folder, 'memory.pcapng');
const { child, url } = await startVolumeServer();

function inUse(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

try {
  // A capture made before lets everything that is made once be made.
  await endCaptured(await captured(`${url}?size=16&count=10000`, 10_000, file));
  const before = inUse();
  const session = await captured(`${url}?size=16&count=${FRAMES}`, FRAMES, file);
  const bytes = (inUse() - before) / FRAMES;
  const resident = mebibytes(process.memoryUsage().rss);
  tell({
    what: `memory a frame, ${FRAMES / 1e6} M frames of a live session`,
    wanted: `≤ ${BYTES_A_FRAME} bytes`,
    measured: `${bytes.toFixed(1)} bytes`,
    met: bytes <= BYTES_A_FRAME,
  });
  tell({
    what: 'the same, resident set at the end',
    wanted: `< ${MOST_RESIDENT_MIB} MiB`,
    measured: `${resident} MiB`,
    met: resident < MOST_RESIDENT_MIB,
  });
  await endCaptured(session);
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
