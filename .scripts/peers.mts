// npm run test:peers [-- --require-all]: the command line against real servers, proxies and name servers. Those programs
// that this machine has are started, the others are named; with --require-all an absent one is a failure.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { type PeerName, findPeer, peerPrograms } from '../test/peers/support/peerPrograms.ts';
import { Unmet, main } from './programs.mts';

const root = resolve(import.meta.dirname, '..');

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  return new Promise((done, failed) => child.once('error', failed).once('exit', (status) => done(status ?? 1)));
}

await main(async () => {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--require-all');
  if (unknown !== undefined) throw new Unmet(`"${unknown}" is not known here; there is only --require-all.`);
  const requireAll = args.length > 0 || process.env['WSI_REQUIRE_ALL'] === '1';

  const names = Object.keys(peerPrograms) as PeerName[];
  const missing = names.filter((name) => findPeer(name) === undefined);
  console.log(`Found: ${names.filter((name) => !missing.includes(name)).join(', ')}`);
  for (const name of missing) console.log(`Not found: ${name} (Debian: ${peerPrograms[name].debian})`);
  if (missing.length > 0 && requireAll) throw new Unmet('All of them are required.');

  const built = await run(['.scripts/build.mts'], {});
  if (built !== 0) return built;
  return run(
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/peers/vitest.config.ts'],
    requireAll ? { WSI_REQUIRE_ALL: '1' } : {},
  );
});
