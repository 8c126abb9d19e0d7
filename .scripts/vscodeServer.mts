// Starts the VS Code server for one folder and one extension under development, on loopback.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Unmet } from './programs.mts';
import { type TemporaryFolder, temporaryFolder } from './temporaryFolder.mts';
import { installVSCodeServer } from './vscodeServerInstall.mts';

export interface VSCodeServerOptions {
  /** The folder to open, or a `.code-workspace` file. */
  readonly folder: string;
  /** The extension under development. */
  readonly extension: string;
  /** The folder of another one that is installed beside it. */
  readonly companion?: string | undefined;
  /** A module whose run() is called in the extension host instead of a user at work. */
  readonly extensionTests?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Where settings and state live; by default a temporary folder that goes with the server. */
  readonly userDataDir?: string;
  /** The user's settings, unless the data folder has some already. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More environment for the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** True asks the user whether the folder is to be trusted, as VS Code does. */
  readonly workspaceTrust?: boolean;
}

export interface VSCodeServer {
  /** Opens the workbench with the folder and the extension. */
  readonly url: string;
  /** What the server has printed so far. */
  log(): string;
  /** Settles when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  dispose(): Promise<void>;
}

/** A quiet window: no welcome page, no chat, nothing asked of the network. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** How long a server may take until it listens, in ms. */
const patience = 60_000;

export async function startVSCodeServer(options: VSCodeServerOptions): Promise<VSCodeServer> {
  const home = await installVSCodeServer();
  const { dataDir, own } =
    options.userDataDir === undefined ? ownDataDir() : { dataDir: options.userDataDir, own: undefined };
  await writeSettings(dataDir, { ...quietSettings, ...options.settings });
  if (options.companion !== undefined)
    await cp(options.companion, join(dataDir, 'extensions', basename(options.companion)), { recursive: true });
  const child = spawn(process.execPath, serverArguments(options, dataDir), {
    cwd: home,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that ending it ends the extension host too.
    detached: true,
  });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const killOnExit = (): void => killGroup(child, 'SIGKILL');
  // First in the row: a folder can go only when nobody writes into it any more.
  process.prependOnceListener('exit', killOnExit);
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });

  const dispose = async (): Promise<void> => {
    process.removeListener('exit', killOnExit);
    await end(child, ended);
    own?.dispose();
  };
  try {
    const port = await listening(child, () => printed);
    return { url: workbenchUrl(port, options), log: () => printed, ended, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function ownDataDir(): { readonly dataDir: string; readonly own: TemporaryFolder } {
  const own = temporaryFolder('vscode');
  return { dataDir: own.path, own };
}

async function writeSettings(dataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(dataDir, 'data/User/settings.json');
  if (existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

function serverArguments(options: VSCodeServerOptions, dataDir: string): string[] {
  return [
    ...['out/server-main.js', '--host', '127.0.0.1', '--port', `${options.port ?? 0}`],
    ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', dataDir],
    // Makes a built workbench accept an extension under development.
    '--enable-smoke-test-driver',
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
  ];
}

function workbenchUrl(port: number, { folder, extension, extensionTests }: VSCodeServerOptions): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ...(extensionTests === undefined ? [] : [['extensionTestsPath', remote(extensionTests)]]),
  ];
  const what = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = `${what}=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return `http://127.0.0.1:${port}/?${query}`;
}

async function listening(child: ChildProcess, printed: () => string): Promise<number> {
  const deadline = Date.now() + patience;
  for (;;) {
    const port = /listening on (\d+)/.exec(printed())?.[1];
    if (port !== undefined) return Number(port);
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Unmet(`The VS Code server ended before it listened:\n${printed().trim()}`);
    if (Date.now() > deadline)
      throw new Unmet(`The VS Code server did not listen within ${patience / 1000} s:\n${printed().trim()}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the whole group has ended already
  }
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  killGroup(child, 'SIGTERM');
  const hard = setTimeout(() => killGroup(child, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(hard);
  killGroup(child, 'SIGKILL');
}
