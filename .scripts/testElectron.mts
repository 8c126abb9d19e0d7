// Runs test/host/, then test/untrusted/, in a desktop VS Code: the one that VSCODE_PATH names, or a download.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { namedVSCode, programOf, rootFlags } from './desktopVSCode.mts';
import { type HostSuite, askNothing, root, runHostSuites } from './hostSuite.mts';
import { Unmet, main } from './programs.mts';

async function desktopVSCode(): Promise<string> {
  const named = namedVSCode();
  if (named !== undefined) return programOf(named);
  console.log('Looking for a desktop VS Code to download …');
  try {
    const reporter = new SilentReporter();
    return await downloadAndUnzipVSCode({ cachePath: join(root, '.vscode-test'), reporter, timeout: 30_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unmet(
      `There is no desktop VS Code to run the tests in: it could not be downloaded (${reason}). ` +
        'Name an installed one by the environment variable VSCODE_PATH.',
    );
  }
}

function needDisplay(): void {
  if (process.platform !== 'linux') return;
  if (process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined)
    throw new Unmet('A desktop VS Code needs a display: run xvfb-run -a npm run test:electron.');
}

await main(async () => {
  const program = await desktopVSCode();
  needDisplay();
  return runHostSuites((suite) => runInDesktop(program, suite));
});

/** Not by `runTests` of the package: that trusts every workspace. */
async function runInDesktop(
  program: string,
  { workspace, userDataDir, untrusted, entry, env }: HostSuite,
): Promise<string> {
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  await writeFile(join(userDataDir, 'User/settings.json'), JSON.stringify(askNothing));
  const args = [
    workspace,
    ...(untrusted ? [] : ['--disable-workspace-trust']),
    ...['--disable-extensions', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
    ...['--disable-gpu-sandbox', ...rootFlags],
    ...[`--user-data-dir=${userDataDir}`, `--extensions-dir=${join(userDataDir, 'extensions')}`],
    ...[`--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${entry}`],
  ];
  const shell = process.platform === 'win32';
  const [command = program, ...words] = shell ? [program, ...args].map((word) => `"${word}"`) : [program, ...args];
  const child = spawn(command, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
  const killOnExit = (): void => void child.kill();
  process.once('exit', killOnExit);
  const ended = await new Promise<string>((done) => {
    child.once('error', ({ message }) => done(message));
    child.once('close', (code, signal) => done(`${program} ended with ${signal ?? `status ${code}`}.`));
  });
  process.removeListener('exit', killOnExit);
  return ended;
}
