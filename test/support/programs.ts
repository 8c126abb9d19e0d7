import { spawnSync } from 'node:child_process';

/**
 * Whether a program is on the PATH, for `test.skipIf(!programAvailable('tshark'))`: the run then counts the test by name as
 * not run. Where everything is demanded (WSI_REQUIRE_ALL=1), an absent program throws instead.
 */
export function programAvailable(name: string): boolean {
  const available = spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!available && process.env['WSI_REQUIRE_ALL'] === '1') {
    throw new Error(`The program ${name} is not on the PATH, and WSI_REQUIRE_ALL=1 demands the tests that need it.`);
  }
  return available;
}

/** Runs a program to its end and gives what it printed. */
export function runProgram(
  name: string,
  args: readonly string[],
): { readonly stdout: string; readonly stderr: string } {
  const { stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8', maxBuffer: 1024 ** 3 });
  if (error !== undefined) throw error;
  return { stdout, stderr };
}
