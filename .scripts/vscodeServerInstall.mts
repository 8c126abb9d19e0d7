// The VS Code server out of the npm package code-server, installed lean: only what the extension host needs to start.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { Unmet, aptInstall, onPath } from './programs.mts';

const version = '4.139.1';
const root = resolve(import.meta.dirname, '..');

/** Native modules without which the extension host does not start. The other ones only cost log lines. */
const needed = ['@vscode/native-watchdog', '@vscode/spdlog'];

/** What a finished folder says of itself; written last, so that a folder without it is known to be half-made. */
const stamp = `code-server ${version} ${process.platform}-${process.arch} abi ${process.versions.modules}\n`;

function isFinished(folder: string): boolean {
  const path = join(folder, 'finished');
  return existsSync(path) && readFileSync(path, 'utf8') === stamp;
}

/** The folder that holds out/server-main.js; installs it the first time (a minute or two). */
export async function installVSCodeServer(): Promise<string> {
  const home = process.env['WSI_TEST_HOST_DIR'] ?? join(root, '.vscode-test');
  const target = join(resolve(home), `code-server-${version}`);
  const inside = (folder: string): string => join(folder, 'node_modules/code-server/lib/vscode');
  if (isFinished(target)) return inside(target);

  if (process.platform === 'win32')
    throw new Unmet('The VS Code server cannot be built on Windows: use WSL, or npm run test:electron.');
  const headers = nodeHeaders();
  needCompiler();
  const started = Date.now();
  const partial = `${target}.partial-${process.pid}`;
  await removeAbandoned(resolve(home));
  await mkdir(partial, { recursive: true });
  console.log(`Installing the VS Code server (code-server ${version}) into ${target}, once …`);
  try {
    // A package.json of its own keeps npm from climbing up into this project.
    await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await npm(partial, ['install', `code-server@${version}`, '--ignore-scripts', ...quiet]);
    const lean = ['--omit=dev', '--omit=optional', '--ignore-scripts'];
    await npm(inside(partial), ['install', ...lean, ...quiet]);
    await npm(inside(partial), ['rebuild', ...needed, ...quiet], { npm_config_nodedir: headers });
    await writeFile(join(partial, 'finished'), stamp);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Someone else may have finished the same folder meanwhile; theirs is as good.
    if (!isFinished(target)) throw error;
  }
  console.log(`The VS Code server is there after ${Math.round((Date.now() - started) / 1000)} s.`);
  return inside(target);
}

/** Node's own headers come with the `node` dev dependency, so that nothing has to be downloaded for the two modules. */
function nodeHeaders(): string {
  const fromNode = createRequire(join(root, 'node_modules/node/package.json'));
  const os = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin-darwin' : `node-${process.platform}`;
  const name = `${os}-${process.arch}`;
  try {
    return dirname(fromNode.resolve(`${name}/package.json`));
  } catch (cause) {
    throw new Unmet(`The headers of Node ${process.versions.node} (package ${name}) are missing: run npm ci.`, {
      cause,
    });
  }
}

function needCompiler(): void {
  const missing = (): string[] => ['g++', 'make', 'python3'].filter((program) => onPath(program) === undefined);
  if (missing().length === 0) return;
  aptInstall(missing());
  if (missing().length > 0)
    throw new Unmet(
      `The VS Code server that the tests run in needs ${missing().join(' and ')} to be built: ` +
        `install it (on Debian: apt-get install ${missing().join(' ')}) and run this again.`,
    );
}

/** Folders of installs that died; one that still runs belongs to its process. */
async function removeAbandoned(home: string): Promise<void> {
  if (!existsSync(home)) return;
  for (const name of await readdir(home)) {
    const pid = /\.partial-(\d+)$/.exec(basename(name))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(home, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}

async function npm(cwd: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
  // The addresses of this project's own npm run must not leak into an install elsewhere.
  const { npm_config_local_prefix: _, INIT_CWD: __, ...env } = process.env;
  const child = spawn('npm', args, { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const status = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  if (status !== 0) throw new Unmet(`npm ${args.join(' ')} failed in ${cwd}:\n${output.trim()}`);
}
