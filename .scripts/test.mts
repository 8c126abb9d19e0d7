// npm test: every check, then the unit, host and browser tests. All stages run, so that one run tells everything;
// the last line is the sum of the tests.
import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HostResults } from '../test/host/index.ts';
import { main } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';

const root = resolve(import.meta.dirname, '..');
const reports = temporaryFolder('reports');
const node = (script: string): readonly string[] => [
  ...[process.execPath, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join('.scripts', script)],
];
const npmRun = (name: string): readonly string[] => ['npm', 'run', '--silent', name];
const vitest = (config: string, report: string): readonly string[] => [
  ...[process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--config', config],
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The names of tests that were not run. */
  readonly left: readonly string[];
}

interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Set where the stage runs tests: what it has counted, undefined when it left no report. */
  readonly counts?: () => Counts | undefined;
}

const unitReport = join(reports.path, 'unit.json');
const peersReport = join(reports.path, 'peers.json');
const hostReport = join(reports.path, 'host.json');
const browserReport = join(reports.path, 'e2e.json');

const check = (name: string): Stage => ({ name, command: npmRun(name) });
const unit: Stage = {
  name: 'unit',
  command: vitest('test/vitest.config.ts', unitReport),
  counts: () => read(unitReport, vitestCounts),
};
const peers: Stage = {
  name: 'peers',
  command: vitest('test/peers/vitest.config.ts', peersReport),
  counts: () => read(peersReport, vitestCounts),
};
const host: Stage = {
  name: 'host',
  command: node('testHost.mts'),
  env: { WSI_HOST_REPORT: hostReport },
  counts: () => read(hostReport, hostCounts),
};
const browser: Stage = {
  name: 'e2e',
  command: vitest('test/e2e/vitest.config.ts', browserReport),
  counts: () => read(browserReport, vitestCounts),
};

/**
 * One group after the other. The rows of a group run side by side: those of the checks use one core each, and the extension host
 * waits most of its time.
 */
const plan: readonly (readonly (readonly Stage[])[])[] = [
  [[check('lint')], [check('types'), check('dead'), check('format'), check('layers'), check('build'), peers]],
  [[unit]],
  [[host], [{ name: 'coverage', command: node('coverage.mts') }]],
  [[browser]],
];

function read(file: string, count: (report: unknown) => Counts): Counts | undefined {
  return existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

function hostCounts(report: unknown): Counts {
  const { passed, failed, pending } = report as HostResults;
  return { passed, failed, left: pending === 0 ? [] : [`${pending} in the extension host`] };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = report as VitestReport;
  const left = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
  return { passed: numPassedTests, failed: numFailedTests, left };
}

interface Outcome {
  readonly ok: boolean;
  readonly seconds: number;
}

/** What it prints goes to `heard`, and without that straight on. */
async function run(stage: Stage, heard?: (text: string) => void): Promise<Outcome> {
  const [program = '', ...args] = stage.command;
  const env = { ...process.env, ...stage.env };
  const stdio: StdioOptions = heard === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  const started = Date.now();
  const child = spawn(program, args, { cwd: root, env, stdio, shell: process.platform === 'win32' });
  if (heard !== undefined)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', heard);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (status) => done({ ok: status === 0, seconds: (Date.now() - started) / 1000 }));
  });
}

class Sum {
  readonly broken: string[] = [];
  readonly left: string[] = [];
  passed = 0;
  failed = 0;

  /** `printed` is what the stage said, if that was not printed as it came. */
  conclude(stage: Stage, { ok, seconds }: Outcome, printed?: string): void {
    if (printed !== undefined) console.log(`\n== ${stage.name}\n${printed.trimEnd()}`);
    let good = ok;
    if (stage.counts !== undefined) {
      const counts = stage.counts();
      const ran = (counts?.passed ?? 0) + (counts?.failed ?? 0);
      if (ran === 0) console.error(`No test was run in the stage ${stage.name}.`);
      good &&= ran > 0;
      this.passed += counts?.passed ?? 0;
      // A stage that broke outside of any test has failed as well, and the sum must say so.
      this.failed += counts?.failed || (good ? 0 : 1);
      this.left.push(...(counts?.left ?? []));
    }
    if (!good) this.broken.push(stage.name);
    console.log(`== ${stage.name}: ${good ? 'passed' : 'FAILED'} after ${seconds.toFixed(1)} s`);
  }
}

/** What each stage prints stays together: where several run at a time, it is printed at the stage's end. */
async function runGroup(rows: readonly (readonly Stage[])[], sum: Sum): Promise<void> {
  const alone = rows.length === 1;
  const runRow = async (stages: readonly Stage[]): Promise<void> => {
    for (const stage of stages) {
      let printed = '';
      if (alone) console.log(`\n== ${stage.name}`);
      const outcome = await run(stage, alone ? undefined : (text) => (printed += text));
      sum.conclude(stage, outcome, alone ? undefined : printed);
    }
  };
  await Promise.all(rows.map(runRow));
}

await main(async () => {
  const sum = new Sum();
  for (const group of plan) await runGroup(group, sum);
  const { passed, failed, left, broken } = sum;
  console.log('');
  for (const name of left) console.log(`Not run on this machine: ${name}`);
  if (left.length > 0 && process.env['WSI_REQUIRE_ALL'] === '1') broken.push('tests that were not run');
  if (broken.length > 0) console.log(`Failed: ${broken.join(', ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  return broken.length === 0 && failed === 0 ? 0 : 1;
});
