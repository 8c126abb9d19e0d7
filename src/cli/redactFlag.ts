import { readSecretPatterns } from '../base/secretPatterns.ts';
import { ArgumentError } from './argumentError.ts';

/** Arguments without each `--redact NAME`, which every command takes, and those names. Throws for one that cannot be used. */
export function redactFlag(args: readonly string[]): {
  readonly rest: readonly string[];
  readonly patterns: readonly string[];
} {
  const rest: string[] = [];
  const patterns: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--redact') {
      const pattern = args[(at += 1)];
      if (pattern === undefined) throw new ArgumentError('--redact takes the name of what is masked besides.');
      patterns.push(pattern);
    } else if (arg.startsWith('--redact=')) patterns.push(arg.slice('--redact='.length));
    else rest.push(arg);
  }
  const [problem] = readSecretPatterns(patterns).problems;
  if (problem !== undefined) throw new ArgumentError(`--redact: ${problem}`);
  return { rest, patterns };
}
