// The built command line as a user runs it: a process of its own, JSON lines on its standard output.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, onTestFinished } from 'vitest';

const script = resolve(import.meta.dirname, '../../../dist/cli.js');

export type Line = Readonly<Record<string, unknown>>;

export interface Outcome {
  readonly status: number | null;
  readonly phases: readonly Line[];
  readonly handshakes: readonly Line[];
  readonly frames: readonly Line[];
  readonly close: Line | undefined;
  readonly diagnosis: Line | undefined;
  /** All words of the diagnosis, to be searched for the decisive ones. */
  readonly told: string;
}

/** The proxies of whoever runs the tests would stand between us and our own servers. */
const ownEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name)),
);

async function run(
  args: readonly string[],
  more: NodeJS.ProcessEnv,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  if (!existsSync(script)) throw new Error('dist/cli.js is not there: npm run build comes first.');
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnv, ...more },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done, failed) => {
    child.once('error', failed).once('close', (status) => done({ status, stdout, stderr }));
  });
}

async function connect(url: string, options: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const { status, stdout, stderr } = await run(['connect', url, ...options], more);
  const lines = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const of = (event: string): Line[] => lines.filter((line) => line['event'] === event);
  const said = `connect ${url} ${options.join(' ')}\n${stdout}${stderr}`;
  expect(stderr, said).toBe('');
  expect(of('diagnosis').length, said).toBe(status === 0 ? 0 : 1);
  const [diagnosis] = of('diagnosis');
  return {
    status,
    phases: of('phase'),
    handshakes: of('handshake'),
    frames: of('frame'),
    close: of('close')[0],
    diagnosis,
    told: diagnosis === undefined ? '' : wordsIn(diagnosis).join('\n'),
  };
}

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

/** A connection that has to open and to end cleanly. */
export const opened = (url: string, ...options: readonly string[]): Promise<Outcome> => openedIn({}, url, ...options);

/** The same with more in its environment. */
export async function openedIn(env: NodeJS.ProcessEnv, url: string, ...options: readonly string[]): Promise<Outcome> {
  const outcome = await connect(url, options, env);
  expect(outcome).toMatchObject({ status: 0, diagnosis: undefined });
  expect(outcome.handshakes.at(-1)).toMatchObject({ accepted: true, response: { status: 101 }, violations: [] });
  return outcome;
}

/** A connection that has to fail, with exactly one diagnosis of why. One that opens instead does not stay open for ever. */
export async function failed(url: string, ...options: readonly string[]): Promise<Outcome> {
  const outcome = await connect(url, ['--timeout', '5000', ...options, '--for', '8000']);
  expect(outcome.status).toBe(1);
  return outcome;
}

/** Says hello, waits for one answer and closes. */
export const hello: readonly string[] = ['--send', 'hello', '--frames', '1', '--close'];

/** The texts that the server sent, inflated where they came compressed. */
export function textsFromServer({ frames }: Outcome): unknown[] {
  return frames
    .filter((frame) => frame['from'] === 'server' && frame['opcode'] === 1)
    .map((frame) => ((frame['inflated'] ?? frame['payload']) as Line)['text']);
}

export const phase = ({ phases }: Outcome, name: string): Line | undefined =>
  phases.findLast((one) => one['name'] === name);

/** For `toMatchObject`: a text in which these words stand. */
export const words = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
