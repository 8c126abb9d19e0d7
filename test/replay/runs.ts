import { expect } from 'vitest';
import { type RunOptions, runSequence } from '../../src/replay/runner.ts';
import type { StepResult } from '../../src/replay/sequence.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { FakeConnection, ManualClock, settle } from './fakes.ts';

/** What the server does, at a time in ms; 0 is before the first step. The name is that of the connection. */
export type Happening = readonly [at: number, act: (servers: Servers) => void];

interface Servers {
  /** The newest connection of that name; without one the sequence's own. */
  (name?: string): FakeConnection;
}

export const says = (at: number, ...texts: string[]): Happening => [
  at,
  (server) => texts.forEach((text) => server().say(text)),
];

/** Runs a whole file against servers that are the test, with time that passes only when told. */
export async function play(
  file: object,
  happenings: readonly Happening[] = [],
  options: Partial<RunOptions> & {
    readonly refuse?: (name: string | undefined, before: number) => string | undefined;
  } = {},
) {
  const read = readSequence(JSON.stringify({ url: 'ws://localhost/', ...file }));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const clock = new ManualClock();
  const opened: { readonly name: string | undefined; readonly connection: FakeConnection }[] = [];
  const told: (StepResult & { readonly at: number })[] = [];
  const running = runSequence(
    read.sequence,
    (name) => {
      const problem = options.refuse?.(name, opened.length);
      if (problem !== undefined) return Promise.resolve({ ok: false, problem });
      const connection = new FakeConnection();
      opened.push({ name, connection });
      return Promise.resolve({ ok: true, connection });
    },
    { clock, onStep: (result) => told.push({ ...result, at: clock.now() }), ...options },
  );
  const servers: Servers = (name) => {
    const found = opened.findLast((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no connection ${name ?? 'of its own'}.`);
    return found.connection;
  };
  await settle();
  for (const [at, act] of happenings) {
    if (at > 0) await clock.advanceTo(at);
    act(servers);
    await settle();
  }
  await clock.advanceTo(1_000_000);
  const result = await running;
  expect(clock.pending).toBe(0);
  return {
    ...result,
    told,
    servers,
    opened: opened.map(({ name }) => name),
    log: opened.map(({ connection }) => connection.log),
    problems: told.flatMap(({ problem }) => problem ?? []),
  };
}
