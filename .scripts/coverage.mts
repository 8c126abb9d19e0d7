// Every file of the protocol core must have each of its branches taken by the test file of its own name: a branch that only
// another room's test happens to take is not tested. Prints the files that fall short.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startVitest } from 'vitest/node';
import { Unmet, main } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';

const root = resolve(import.meta.dirname, '..');
/** Processes that measure side by side. */
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
async function branchesOf(name: string): Promise<Branches | undefined> {
  const folder = join(reports.path, name.replaceAll('/', '-'));
  // In this process: a program of its own for each file would take longer to start than the tests take.
  const vitest = await startVitest([`test/${name}.test.ts`], {
    root,
    config: 'test/vitest.config.ts',
    watch: false,
    reporters: [{}],
    coverage: {
      enabled: true,
      provider: 'v8',
      include: [`src/${name}.ts`],
      reporter: ['json-summary'],
      reportsDirectory: folder,
    },
  });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  const file = join(folder, 'coverage-summary.json');
  if (modules.length === 0 || modules.some((module) => !module.ok()) || !existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as Summary).total.branches;
}

/** What `branchesOf` gives for each name; undefined is null in JSON. */
type Found = Readonly<Record<string, Branches | null>>;

/** Measures these in a process of its own. */
async function measuredApart(names: readonly string[]): Promise<Found> {
  const child = fork(import.meta.filename, names);
  let found: Found = {};
  child.once('message', (message) => (found = message as Found));
  await once(child, 'exit');
  return found;
}

async function measured(names: readonly string[]): Promise<Found> {
  const found: Record<string, Branches | null> = {};
  for (const name of names) found[name] = (await branchesOf(name)) ?? null;
  return found;
}

async function judgeAll(): Promise<number> {
  const names = globSync('src/protocol/*.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/').replace(/^src\/(.*)\.ts$/, '$1'))
    // A file that compiles to nothing has no test: the mirror test sees to the rest.
    .filter((name) => existsSync(join(root, 'test', `${name}.test.ts`)))
    .sort();
  if (names.length === 0) throw new Unmet('No file of src/protocol/ has a test: nothing was measured.');
  const shares = Array.from({ length: AT_ONCE }, (_, share) => names.filter((_name, i) => i % AT_ONCE === share));
  const found: Found = Object.assign({}, ...(await Promise.all(shares.map(measuredApart)))) as Found;
  const short: string[] = [];
  let branches = 0;
  for (const name of names) {
    const { covered, total } = found[name] ?? { covered: 0, total: undefined };
    branches += covered;
    if (total === undefined) short.push(`src/${name}.ts: its own test failed, or was not run`);
    else if (covered < total) short.push(`src/${name}.ts: ${covered} of ${total} branches`);
  }
  for (const line of short) console.log(line);
  console.log(
    `${branches} branches of ${names.length} files are taken by the files' own tests; ${short.length} files fall short.`,
  );
  return short.length === 0 ? 0 : 1;
}

await main(async () => {
  const names = process.argv.slice(2);
  if (process.send === undefined) return judgeAll();
  process.send(await measured(names));
  return 0;
});
