// Runs test/host/ in a desktop VS Code: the one that VSCODE_PATH names, or a download.
import { join } from 'node:path';
import { SilentReporter, downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { namedVSCode, programOf, rootFlags } from './desktopVSCode.mts';
import { concludeHostSuite, prepareHostSuite, root } from './hostSuite.mts';
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
  await using stack = new AsyncDisposableStack();
  const vscodeExecutablePath = await desktopVSCode();
  needDisplay();
  const suite = stack.adopt(await prepareHostSuite(), (it) => it.dispose());
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite.entry,
      extensionTestsEnv: suite.env,
      launchArgs: [
        suite.workspace,
        ...['--disable-workspace-trust', '--disable-extensions', ...rootFlags],
        `--user-data-dir=${join(suite.folder, 'user')}`,
      ],
    });
  } catch (error) {
    // A failed suite has said so itself, and its results say how much of it.
    if ((await suite.results()) === undefined)
      throw new Unmet(`${vscodeExecutablePath} did not run the suite: ${String(error)}`);
  }
  return concludeHostSuite(await suite.results());
});
