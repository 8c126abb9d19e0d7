import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../../../.scripts/temporaryFolder.mts';
import { freePort } from '../../session/loopback.ts';

/** Where a program may write, and where it is to listen on 127.0.0.1. */
export interface Place {
  readonly folder: string;
  readonly ports: readonly number[];
}

export interface Recipe {
  /** How many TCP ports it listens on; one when absent. */
  readonly ports?: number;
  /** Configuration and the like: a name in the folder, and the text. */
  readonly files: (place: Place) => Readonly<Record<string, string>>;
  readonly args: (place: Place) => readonly string[];
  readonly env?: (place: Place) => NodeJS.ProcessEnv;
}

export interface Program extends Place {
  /** The first of its ports. */
  readonly port: number;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** How long a program may take to end by itself. */
const GRACE_MS = 2000;

/** A port that was free a moment ago may be somebody else's by now. */
const ATTEMPTS = 3;

/** Starts a program in the foreground and waits until it listens on all of its ports. */
export async function startProgram(path: string, recipe: Recipe): Promise<Program> {
  for (let attempt = 1; ; attempt++) {
    const program = await start(path, recipe);
    if (await program.listening()) return program;
    await program.stop();
    if (attempt === ATTEMPTS) throw new Error(`${path} ended before it listened:\n${program.log()}`);
  }
}

async function start(path: string, recipe: Recipe) {
  const folder = temporaryFolder('peer');
  // A program that gives up the rights of root reads and writes here as somebody else.
  chmodSync(folder.path, 0o777);
  const ports = await Promise.all(Array.from({ length: recipe.ports ?? 1 }, freePort));
  const place = { folder: folder.path, ports };
  for (const [name, text] of Object.entries(recipe.files(place))) {
    writeFileSync(join(folder.path, name), text);
    chmodSync(join(folder.path, name), 0o755);
  }
  const child = spawn(path, recipe.args(place), {
    cwd: folder.path,
    env: { ...process.env, ...recipe.env?.(place) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => (log += text));
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('close', end).once('error', end);
  });
  // A test run that is broken off still takes its programs along.
  const endNow = (): void => void child.kill('SIGKILL');
  process.once('exit', endNow);
  return {
    ...place,
    port: ports[0] ?? 0,
    log: () => log,
    async listening(): Promise<boolean> {
      for (const port of ports) while (!(await listens(port))) if (over) return false;
      return !over;
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      const impatient = setTimeout(endNow, GRACE_MS);
      await ended;
      clearTimeout(impatient);
      process.removeListener('exit', endNow);
      folder.dispose();
    },
  };
}

/** Tries a connection; a refused one is told after a moment, so that asking again does not keep the processor busy. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 10));
  });
}
