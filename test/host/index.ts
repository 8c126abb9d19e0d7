// Runs inside the extension host: finds the suites beside itself, runs them with mocha, and leaves the counts in a file.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Stands before each line of the suite. */
const hostSuiteMark = '[suite] ';

/** What the runner outside reads. */
export interface HostResults {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
}

export async function run(): Promise<void> {
  // The console of an extension host is everybody's: the mark tells the runner which lines are the suite's.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(hostSuiteMark + format(...args));
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, forbidOnly: true });
  const files = readdirSync(__dirname, { encoding: 'utf8', recursive: true });
  // Parts of file names, to run those alone.
  const wanted = (process.env['WSI_HOST_ONLY'] ?? '').split(',');
  for (const name of files
    .filter((name) => name.endsWith('.test.js') && wanted.some((part) => name.includes(part)))
    .sort())
    mocha.addFile(join(__dirname, name));
  const stats = await new Promise<Mocha.Stats | undefined>((done) => {
    const runner = mocha.run(() => done(runner.stats));
  });
  const results: HostResults = {
    passed: stats?.passes ?? 0,
    failed: stats?.failures ?? 0,
    pending: stats?.pending ?? 0,
  };
  const file = process.env['WSI_HOST_RESULTS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results));
  if (results.passed + results.failed === 0) throw new Error('No test was run in the extension host.');
  if (results.failed > 0) throw new Error(`${results.failed} of the tests in the extension host failed.`);
}
