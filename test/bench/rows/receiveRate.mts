// Messages a second with tap, decoder and pcapng on disk, against a bare `ws` client on the same server, by turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, tell } from '../support/row.mts';
import { bareRate, oursRate, startVolumeServer } from '../support/volumeClient.mts';

const ROUNDS = 5;

const cases = [
  { what: '16 B', query: 'size=16', count: 1_500_000, wanted: 0.85 },
  { what: '125 B', query: 'size=125', count: 1_000_000, wanted: 0.85 },
  { what: '1 KiB', query: 'size=1024', count: 400_000, wanted: 0.85 },
  { what: '64 KiB', query: 'size=65536', count: 12_000, wanted: 0.7 },
  { what: '1 MiB', query: 'size=1048576', count: 800, wanted: 0.7 },
  { what: '1 KiB JSON, permessage-deflate', query: 'deflate=1', count: 20_000, wanted: 0.6 },
];

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const { child, url } = await startVolumeServer();
try {
  for (const { what, query, count, wanted } of cases) {
    const address = `${url}?${query}&count=${count}`;
    const ratios: number[] = [];
    let [bare, ours] = [0, 0];
    for (let round = 0; round <= ROUNDS; round++) {
      // Whoever goes first does so every other time; the first round warms up.
      const order = round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const);
      const rates = { bare: 0, ours: 0 };
      for (const who of order) {
        rates[who] = await (who === 'bare'
          ? bareRate(address, count)
          : oursRate(address, count, join(folder, 'f.pcapng')));
      }
      if (round === 0) continue;
      ratios.push(rates.ours / rates.bare);
      bare = Math.max(bare, rates.bare);
      ours = Math.max(ours, rates.ours);
    }
    const ratio = median(ratios);
    tell({
      what: `receive rate, ${what}`,
      yardstick: `bare ws, ${Math.round(bare)}/s`,
      wanted: `≥ ${wanted}`,
      measured: `${ratio.toFixed(2)} (${Math.round(ours)}/s)`,
      met: ratio >= wanted,
    });
  }
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
