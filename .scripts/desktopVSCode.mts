// A desktop VS Code: where it is, and how one that this project started is ended again.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { Unmet, isExecutable, onPath } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';

/** VSCODE_PATH, checked: the program that the user has named. */
export function namedVSCode(): string | undefined {
  const named = process.env['VSCODE_PATH'];
  if (named === undefined || named === '') return undefined;
  if (isExecutable(named)) return named;
  throw new Unmet(`VSCODE_PATH names ${named}, which is no program that can be run.`);
}

/** The desktop VS Code on this machine, if there is one. */
export function findDesktopVSCode(): string | undefined {
  const named = namedVSCode();
  if (named !== undefined) return named;
  // In the terminal of a remote window `code` only talks to that window, and cannot load an extension under development.
  if (process.env['VSCODE_IPC_HOOK_CLI'] !== undefined) return undefined;
  return onPath('code', 'code-insiders', 'codium');
}

/** The program itself where a path names its `bin/code` script. */
export function programOf(path: string): string {
  if (basename(dirname(path)) !== 'bin') return path;
  const program = join(dirname(dirname(path)), basename(path));
  return isExecutable(program) ? program : path;
}

/** Sandboxing needs a user who is not root. */
export const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export interface DesktopVSCode {
  /** Settles when the window has been closed: undefined, or what went wrong. */
  readonly closed: Promise<string | undefined>;
  dispose(): void;
}

/** Opens a window with the extension, away from the user's own settings and extensions. */
export function openDesktopVSCode(options: {
  readonly program: string;
  readonly folder: string;
  readonly extension: string;
  readonly env: NodeJS.ProcessEnv;
}): DesktopVSCode {
  const own = temporaryFolder('desktop');
  const args = [
    ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
    ...[`--user-data-dir=${join(own.path, 'user')}`, `--extensions-dir=${join(own.path, 'extensions')}`],
    ...[`--extensionDevelopmentPath=${options.extension}`, ...rootFlags, options.folder],
  ];
  const child = spawn(options.program, args, {
    env: { ...process.env, ...options.env },
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  const closed = new Promise<string | undefined>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code) => done(code === null || code === 0 ? undefined : `it ended with status ${code}`));
  });
  const dispose = (): void => {
    process.removeListener('exit', dispose);
    endWindow(child, own.path);
    own.dispose();
  };
  process.prependOnceListener('exit', dispose);
  return { closed, dispose };
}

/** The `code` script leaves its window to a process elsewhere; only our own temporary folder tells which it is. */
function endWindow(child: ChildProcess, own: string): void {
  child.kill();
  try {
    if (process.platform === 'win32') {
      execFileSync('taskkill', ['/pid', `${child.pid ?? ''}`, '/T', '/F'], { stdio: 'ignore' });
      return;
    }
    const processes = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' });
    for (const line of processes.split('\n')) {
      const pid = Number(/^\s*(\d+)/.exec(line)?.[1]);
      if (line.includes(own) && pid !== process.pid) process.kill(pid, 'SIGTERM');
    }
  } catch {
    // the window has been closed already
  }
}
