import { probe } from '../session/probe/probe.ts';
import { ArgumentError } from './argumentError.ts';
import { connectArguments } from './connectArguments.ts';
import type { Print } from './output.ts';
import { connectionOf } from './resolveConnection.ts';

/** `probe`: finds the change that makes a connection work; one line an attempt, the findings last. Gives the exit status. */
export async function probeConnection(
  args: readonly string[],
  print: Print,
  interrupted: AbortSignal,
): Promise<number> {
  const given = connectArguments(args);
  if (given.actions.length > 0) throw new ArgumentError('A probe sends no messages: leave the sending to connect.');
  const options = await connectionOf(given, process.cwd());
  let printing = Promise.resolve();
  const found = await probe(options, { network: {}, env: process.env, signal: interrupted }, (row) => {
    printing = printing.then(() => print({ event: 'attempt', ...row }));
  });
  await printing;
  const { ladder, conclusion, remedy } = found;
  await print({ event: 'findings', ladder, conclusion, remedy: remedy === undefined ? null : { title: remedy.title } });
  return found.rows.some(({ accepted }) => accepted) ? 0 : 1;
}
