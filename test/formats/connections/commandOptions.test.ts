import { expect, test } from 'vitest';
import { commandParts, optionTable } from '../../../src/formats/connections/commandOptions.ts';

const table = optionTable({ value: '-H --header -o', none: '-k --insecure -L', optional: '--passphrase' });
const seen = (...words: string[]) =>
  commandParts(words, table).map((part) =>
    part.kind === 'argument' ? part.text : part.kind === 'option' ? `${part.name}=${part.value}` : `?${part.name}`,
  );

test.each<readonly [words: readonly string[], parts: readonly string[]]>([
  [
    ['-H', 'a: b', 'url'],
    ['-H=a: b', 'url'],
  ],
  [['--header=a=b'], ['--header=a=b']],
  [['--header', '-x: y'], ['--header=-x: y']],
  [['-Ha: b'], ['-H=a: b']],
  [
    ['-kLo', 'file', 'url'],
    ['-k=', '-L=', '-o=file', 'url'],
  ],
  [['--passphrase', 'word'], ['--passphrase=word']],
  [
    ['--passphrase', '-k'],
    ['--passphrase=', '-k='],
  ],
  [
    ['--new', 'x', '-z'],
    ['?--new', 'x', '?-z'],
  ],
  [
    ['--', '-k', 'url'],
    ['-k', 'url'],
  ],
  [['-'], ['-']],
  [['-H'], ['-H=']],
])('reads %j', (words, parts) => {
  expect(seen(...words)).toEqual(parts);
});
