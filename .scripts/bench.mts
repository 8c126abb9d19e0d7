// Runs every test/bench/*.bench.mts, one after the other: two at once would measure each other.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { Unmet, main } from './programs.mts';

const root = resolve(import.meta.dirname, '..');

await main(() => {
  const wanted = process.argv.slice(2);
  const found = globSync('test/bench/*.bench.mts', { cwd: root })
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort();
  if (found.length === 0) throw new Unmet('No benchmark of that name in test/bench/.');
  let status = 0;
  for (const file of found) {
    console.log(`\n== ${file}`);
    const ended = spawnSync(process.execPath, ['--expose-gc', file], { cwd: root, stdio: 'inherit' });
    if (ended.status !== 0) status = 1;
  }
  return Promise.resolve(status);
});
