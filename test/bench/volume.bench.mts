/**
 * One table of what the capture engine reaches at volume, a row a line, each measured beside its yardstick in one run. Every file of
 * `rows/` is a process of its own, so that none inherits another's memory. `node test/bench/volume.bench.mts [row…]`; the exit status
 * is 1 when a row misses what is wanted.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Row } from './support/row.mts';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = globSync('rows/*.mts', { cwd: here })
  .filter((file) => wanted.length === 0 || wanted.some((part) => basename(file).includes(part)))
  .sort();

let missed = 0;
const cells = (what: string, yardstick: string, asked: string, measured: string): string =>
  `${what.padEnd(52)}${yardstick.padEnd(34)}${asked.padEnd(22)}${measured}`;

console.log(cells('what', 'yardstick', 'wanted', 'measured'));
for (const file of files) {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(here, file)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const status = new Promise<number | null>((ended) => child.once('close', ended));
  for await (const line of createInterface({ input: child.stdout })) {
    const row = JSON.parse(line) as Row;
    if (!row.met) missed += 1;
    console.log(cells(row.what, row.yardstick ?? '–', row.wanted, `${row.measured}${row.met ? '' : '  MISSED'}`));
  }
  if ((await status) !== 0) {
    console.error(`${file} failed.`);
    missed += 1;
  }
}
if (missed > 0) {
  console.error(`${missed} ${missed === 1 ? 'row misses' : 'rows miss'} what is wanted.`);
  process.exitCode = 1;
}
