#!/usr/bin/env node
import { nameSecrets } from './base/secretNames.ts';
import { ArgumentError } from './cli/argumentError.ts';
import { connect } from './cli/connect.ts';
import { demo } from './cli/demo.ts';
import { exportCapture } from './cli/exportCapture.ts';
import { exportSequence } from './cli/exportSequence.ts';
import { frames } from './cli/frames.ts';
import { printTo } from './cli/output.ts';
import { probeConnection } from './cli/probe.ts';
import { redactFlag } from './cli/redactFlag.ts';
import { replay } from './cli/replay.ts';
import { usage } from './cli/usage.ts';

const BAD_ARGUMENTS = 2;

async function run(args: readonly string[], interrupted: AbortSignal): Promise<number> {
  const [command, ...given] = args;
  const { rest, patterns } = redactFlag(given);
  nameSecrets(patterns);
  if (rest.includes('--help')) {
    process.stderr.write(usage);
    return 0;
  }
  const print = printTo(process.stdout);
  switch (command) {
    case 'connect':
      return connect(rest, print, interrupted);
    case 'probe':
      return probeConnection(rest, print, interrupted);
    case 'frames':
      return frames(rest, print);
    case 'export':
      return rest.some((arg) => arg.endsWith('.wsseq.json'))
        ? exportSequence(rest)
        : exportCapture(rest, process.stdout);
    case 'replay':
      return replay(rest, print, interrupted);
    case 'demo':
      return demo(rest, print, interrupted);
    case '--help':
      process.stderr.write(usage);
      return 0;
    case undefined:
      throw new ArgumentError('Say what to do.');
    default:
      throw new ArgumentError(`There is no command "${command}".`);
  }
}

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
// Whoever reads our output may go away first, as `head` does: there is nobody left to write for.
process.stdout.on('error', () => process.exit(0));

run(process.argv.slice(2), interrupt.signal).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    if (error instanceof ArgumentError) {
      process.stderr.write(`${error.message}\n\nnode dist/cli.js --help lists the commands and options.\n`);
      process.exitCode = BAD_ARGUMENTS;
    } else {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
    }
  },
);
