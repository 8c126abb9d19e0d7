import { parseArgs } from 'node:util';
import { exportArtillery } from '../replay/exportArtillery.ts';
import { exportedConnection } from '../replay/exportedConnection.ts';
import { exportK6 } from '../replay/exportK6.ts';
import { ArgumentError } from './argumentError.ts';
import { type Write, writeTo } from './output.ts';
import { replayArguments } from './replayArguments.ts';
import { replayFiles } from './replayFiles.ts';

const formats = { artillery: exportArtillery, k6: exportK6 } as const;

/** `export F.wsseq.json --to artillery|k6`: the sequence for a tool that makes load; on standard output. */
export async function exportSequence(args: readonly string[], write: Write = writeTo(process.stdout)): Promise<number> {
  const { file, to, profile } = exportArguments(args);
  const [read] = await replayFiles(replayArguments([file, ...(profile === undefined ? [] : ['--profile', profile])]), {
    outsideNeeded: false,
  });
  if (read === undefined) throw new ArgumentError(`${file} cannot be read.`);
  const [options] = read.targets.values();
  const { text, left } = formats[to](read.sequence, exportedConnection(options ?? { url: '' }));
  await write(text);
  for (const sentence of left) process.stderr.write(`${sentence}\n`);
  return 0;
}

function exportArguments(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new ArgumentError('export takes one sequence file.');
  const { to, profile } = values;
  if (to !== 'artillery' && to !== 'k6') throw new ArgumentError('Give --to artillery or --to k6.');
  return { file, to, profile } as const;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, profile: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}
