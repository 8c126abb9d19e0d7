/** The commands of a line for a POSIX shell or bash, each as its words; what joins them (`|`, `&&`, `;`, a new line) is gone. */
export type Commands = readonly (readonly string[])[];

/** What an escape in `$'…'` stands for. */
const ansi: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b' },
  ...{ '\\': '\\', "'": "'", '"': '"', '?': '?' },
};

/**
 * Splits a text as bash would: quotes of each kind, `$'…'`, escapes, continued lines and comments. `$NAME` and `${NAME}` become
 * `${env:NAME}`; what the shell would compute is kept as it is written.
 */
export function bashWords(text: string): Commands {
  const commands: string[][] = [[]];
  let word: string | undefined;
  let at = 0;
  const add = (piece: string): void => void (word = (word ?? '') + piece);
  const endWord = (): void => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  const variable = (): boolean => {
    const found = /^\$(?:(\w+)|\{(\w+)\})/.exec(text.slice(at, at + 200));
    const name = found?.[1] ?? found?.[2];
    if (found === null || name === undefined) return false;
    add(`\${env:${name}}`);
    at += found[0].length;
    return true;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\\') {
      const next = /^\\(\r\n|[^])?/.exec(text.slice(at, at + 3))?.[1] ?? '';
      if (!/^\r?\n$/.test(next)) add(next);
      at += 1 + next.length;
    } else if (char === "'") {
      const end = endOf(text, at + 1, "'");
      add(text.slice(at + 1, end));
      at = end + 1;
    } else if (char === '$' && text.charAt(at + 1) === "'") {
      const [piece, end] = ansiQuoted(text, at + 2);
      add(piece);
      at = end;
    } else if (char === '"') {
      add('');
      at += 1;
      while (at < text.length && text.charAt(at) !== '"') {
        if (text.charAt(at) === '\\' && /^["\\$`\n]$/.test(text.charAt(at + 1))) {
          if (text.charAt(at + 1) !== '\n') add(text.charAt(at + 1));
          at += 2;
        } else if (text.charAt(at) !== '$' || !variable()) add(text.charAt(at++));
      }
      at += 1;
    } else if (char === '$' && variable()) continue;
    else if (/[ \t]/.test(char)) {
      endWord();
      at += 1;
    } else if (/[\r\n;|&]/.test(char)) {
      endWord();
      if (commands.at(-1)?.length !== 0) commands.push([]);
      at += 1;
    } else if (char === '#' && word === undefined) {
      while (at < text.length && text.charAt(at) !== '\n') at += 1;
    } else {
      add(char);
      at += 1;
    }
  }
  endWord();
  return commands.filter((words) => words.length > 0);
}

function endOf(text: string, from: number, quote: string): number {
  const end = text.indexOf(quote, from);
  return end < 0 ? text.length : end;
}

function ansiQuoted(text: string, from: number): [piece: string, end: number] {
  let piece = '';
  let at = from;
  while (at < text.length && text.charAt(at) !== "'") {
    if (text.charAt(at) !== '\\') {
      piece += text.charAt(at++);
      continue;
    }
    const code = /^\\(?:x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([0-7]{1,3}))/.exec(
      text.slice(at, at + 10),
    );
    if (code === null) {
      const next = text.charAt(at + 1);
      piece += ansi[next] ?? `\\${next}`;
      at += 2;
      continue;
    }
    const [whole, hex, short, long, octal] = code;
    const value = octal === undefined ? parseInt(hex ?? short ?? long ?? '0', 16) : parseInt(octal, 8);
    piece += value <= 0x10ffff ? String.fromCodePoint(value) : '\uFFFD';
    at += whole.length;
  }
  return [piece, at + 1];
}
