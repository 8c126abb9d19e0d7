// Memory while a session captures four gibibytes of payload, over a socket from a server in a process of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mebibytes, tell } from '../support/row.mts';
import { captured, endCaptured, startVolumeServer } from '../support/volumeClient.mts';

const PAYLOAD_BYTES = Number(process.env['BENCH_PAYLOAD_MIB'] ?? 4096) * 1024 * 1024;
const SIZE = 256 * 1024;
const MOST_RESIDENT_MIB = 400;
const LOOK_EVERY_MS = 50;

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const { child, url } = await startVolumeServer();
try {
  const count = Math.ceil(PAYLOAD_BYTES / SIZE);
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), LOOK_EVERY_MS);
  const session = await captured(`${url}?size=${SIZE}&count=${count}`, count, join(folder, 'memory.pcapng'));
  clearInterval(looking);
  tell({
    what: `${(PAYLOAD_BYTES / 1024 ** 3).toFixed(1)} GiB of payload captured, most resident`,
    wanted: `< ${MOST_RESIDENT_MIB} MiB`,
    measured: `${mebibytes(most)} MiB`,
    met: mebibytes(most) < MOST_RESIDENT_MIB,
  });
  await endCaptured(session);
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
