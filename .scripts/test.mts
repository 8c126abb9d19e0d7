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

/** They read only, and each uses one core: two run at a time. */
const checks: readonly Stage[] = ['lint', 'types', 'dead', 'format', 'layers'].map((name) => ({
  name,
  command: npmRun(name),
}));

const stages: readonly Stage[] = [
  {
    name: 'unit',
    command: vitest('test/vitest.config.ts', unitReport),
    counts: () => read(unitReport, vitestCounts),
  },
  { name: 'coverage', command: node('coverage.mts') },
  { name: 'build', command: npmRun('build') },
  {
    name: 'peers',
    command: vitest('test/peers/vitest.config.ts', peersReport),
    counts: () => read(peersReport, vitestCounts),
  },
  {
    name: 'host',
    command: node('testHost.mts'),
    env: { WSI_HOST_REPORT: hostReport },
    counts: () => read(hostReport, hostCounts),
  },
  {
    name: 'e2e',
    command: vitest('test/e2e/vitest.config.ts', browserReport),
    counts: () => read(browserReport, vitestCounts),
  },
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

function conclude({ name }: Stage, { ok, seconds }: Outcome): void {
  console.log(`== ${name}: ${ok ? 'passed' : 'FAILED'} after ${seconds.toFixed(1)} s`);
}

/** The names of those that failed. What each prints stays together. */
async function runChecks(): Promise<readonly string[]> {
  const broken: string[] = [];
  const waiting = [...checks];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      let printed = '';
      const outcome = await run(check, (text) => (printed += text));
      console.log(`\n== ${check.name}`);
      if (printed !== '') console.log(printed.trimEnd());
      conclude(check, outcome);
      if (!outcome.ok) broken.push(check.name);
    }
  };
  await Promise.all([worker(), worker()]);
  return broken;
}

await main(async () => {
  const broken = [...(await runChecks())];
  const left: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    console.log(`\n== ${stage.name}`);
    const outcome = await run(stage);
    let { ok } = outcome;
    if (stage.counts !== undefined) {
      const counts = stage.counts();
      const ran = (counts?.passed ?? 0) + (counts?.failed ?? 0);
      if (ran === 0) console.error(`No test was run in the stage ${stage.name}.`);
      ok &&= ran > 0;
      passed += counts?.passed ?? 0;
      // A stage that broke outside of any test has failed as well, and the sum must say so.
      failed += counts?.failed || (ok ? 0 : 1);
      left.push(...(counts?.left ?? []));
    }
    if (!ok) broken.push(stage.name);
    conclude(stage, { ...outcome, ok });
  }
  console.log('');
  for (const name of left) console.log(`Not run on this machine: ${name}`);
  if (left.length > 0 && process.env['WSI_REQUIRE_ALL'] === '1') broken.push('tests that were not run');
  if (broken.length > 0) console.log(`Failed: ${broken.join(', ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  return broken.length === 0 && failed === 0 ? 0 : 1;
});
