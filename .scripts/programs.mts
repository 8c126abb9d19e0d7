// Programs of the system that a script needs: looked up on the PATH, fetched by apt-get where that is allowed.
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A sentence for the terminal: printed without a stack trace, because the reader can act on it as it is. */
export class Unmet extends Error {}

const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];

/** The full path of the first of these programs that the PATH holds. */
export function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const path = join(folder, name + ending);
        if (isExecutable(path)) return path;
      }
  return undefined;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the same for the caller
  }
}

/** Installs Debian packages where the user is root and has apt-get. False where that is not so, or where it failed. */
export function aptInstall(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) return false;
  console.log(`Installing ${packages.join(', ')} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: 'inherit',
      env,
    });
    return true;
  } catch {
    return false; // apt-get has printed its reason; the caller says what is missing
  }
}

/** Runs the script and ends the process, whatever still runs in it. An Unmet is printed as the sentence that it is. */
export async function main(run: () => Promise<number>): Promise<void> {
  // Without a listener a signal ends the process without 'exit', and with it what the script started would stay.
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => process.exit(status));
  let status = 1;
  try {
    status = await run();
  } catch (error) {
    console.error(error instanceof Unmet ? error.message : error);
  }
  process.exit(status);
}
