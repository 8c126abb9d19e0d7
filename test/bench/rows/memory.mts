// Memory while a session captures: four gibibytes of payload, and five million small frames, over a socket from a server in a process
// of its own. Resident set and memory a frame at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mebibytes, tell } from '../support/row.mts';
import { captured, endCaptured, startVolumeServer } from '../support/volumeClient.mts';

const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 5_000_000);
const PAYLOAD_BYTES = Number(process.env['BENCH_PAYLOAD_MIB'] ?? 4096) * 1024 * 1024;
const SIZE = 256 * 1024;
const MOST_RESIDENT_MIB = 400;
const BYTES_A_FRAME = 48;
const LOOK_EVERY_MS = 50;

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
  const small = await captured(`${url}?size=16&count=${FRAMES}`, FRAMES, file);
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
  await endCaptured(small);
  rmSync(file);

  const count = Math.ceil(PAYLOAD_BYTES / SIZE);
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), LOOK_EVERY_MS);
  const large = await captured(`${url}?size=${SIZE}&count=${count}`, count, file);
  clearInterval(looking);
  tell({
    what: `${(PAYLOAD_BYTES / 1024 ** 3).toFixed(1)} GiB of payload captured, most resident`,
    wanted: `< ${MOST_RESIDENT_MIB} MiB`,
    measured: `${mebibytes(most)} MiB`,
    met: mebibytes(most) < MOST_RESIDENT_MIB,
  });
  await endCaptured(large);
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
