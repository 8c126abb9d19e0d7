// Every file of the protocol core must have each of its branches taken by the test file of its own name: a branch that only
// another room's test happens to take is not tested. Prints the files that fall short.
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Unmet, main } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';

const root = resolve(import.meta.dirname, '..');
const AT_ONCE = 2;

interface Branches {
  readonly covered: number;
  readonly total: number;
}

interface Summary {
  readonly total: { readonly branches: Branches };
}

const reports = temporaryFolder('coverage');

/** Branches of `src/<name>.ts` that `test/<name>.test.ts` takes; undefined when that test failed or left no report. */
function branchesOf(name: string): Promise<Branches | undefined> {
  const folder = join(reports.path, name.replaceAll('/', '-'));
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--reporter=dot'];
  const coverage = {
    enabled: 'true',
    provider: 'v8',
    include: `src/${name}.ts`,
    reporter: 'json-summary',
    reportsDirectory: folder,
  };
  const flags = Object.entries(coverage).map(([key, value]) => `--coverage.${key}=${value}`);
  return new Promise((done) => {
    execFile(process.execPath, [...args, ...flags, `test/${name}.test.ts`], { cwd: root }, (error) => {
      const file = join(folder, 'coverage-summary.json');
      if (error !== null || !existsSync(file)) done(undefined);
      else done((JSON.parse(readFileSync(file, 'utf8')) as Summary).total.branches);
    });
  });
}

await main(async () => {
  const waiting = globSync('src/protocol/*.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/').replace(/^src\/(.*)\.ts$/, '$1'))
    // A file that compiles to nothing has no test: the mirror test sees to the rest.
    .filter((name) => existsSync(join(root, 'test', `${name}.test.ts`)))
    .sort();
  if (waiting.length === 0) throw new Unmet('No file of src/protocol/ has a test: nothing was measured.');
  const short: string[] = [];
  let branches = 0;
  const files = waiting.length;
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const found = await branchesOf(name);
      branches += found?.covered ?? 0;
      if (found === undefined) short.push(`src/${name}.ts: its own test failed`);
      else if (found.covered < found.total) short.push(`src/${name}.ts: ${found.covered} of ${found.total} branches`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const line of short.sort()) console.log(line);
  console.log(
    `${branches} branches of ${files} files are taken by the files' own tests; ${short.length} files fall short.`,
  );
  return short.length === 0 ? 0 : 1;
});
