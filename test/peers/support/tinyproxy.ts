import { type Program, startProgram } from './startProgram.ts';

/** tinyproxy with these lines of configuration besides the needed ones. */
export function startTinyproxy(path: string, lines: readonly string[]): Promise<Program> {
  return startProgram(path, {
    files: ({ ports }) => ({
      'tinyproxy.conf': `Listen 127.0.0.1\nPort ${ports[0]}\nTimeout 30\nLogLevel Error\n${lines.join('\n')}\n`,
    }),
    args: () => ['-d', '-c', 'tinyproxy.conf'],
  });
}
