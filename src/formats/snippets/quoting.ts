import { templateParts } from './template.ts';

/** One word for a POSIX shell; variables are read from its environment. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const pieces = templateParts(text).map((part) =>
    part.kind === 'variable' ? `"$${part.name}"` : `'${part.text.replaceAll("'", `'\\''`)}'`,
  );
  return pieces.join('') || "''";
}

/** A string of JavaScript for Node.js. */
export function nodeString(text: string): string {
  return javaScriptString(text, (name) => `process.env.${name}`);
}

/** A string of JavaScript; `read` writes how a variable is read. A template where there is one, else a literal. */
export function javaScriptString(text: string, read: (name: string) => string): string {
  const parts = templateParts(text);
  if (parts.every((part) => part.kind === 'text')) return singleQuoted(text);
  const pieces = parts.map((part) =>
    part.kind === 'variable' ? `\${${read(part.name)}}` : escaped(part.text).replace(/`|\$\{/g, '\\$&'),
  );
  return `\`${pieces.join('')}\``;
}

/** A string of Python. */
export function pythonString(text: string): string {
  const pieces = templateParts(text).map((part) =>
    part.kind === 'variable' ? `os.environ["${part.name}"]` : doubleQuoted(part.text),
  );
  return pieces.join(' + ') || '""';
}

// Both escape line separators, which JavaScript's JSON.stringify leaves and old engines did not take.
const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);

const singleQuoted = (text: string): string => `'${escaped(text).replaceAll("'", "\\'")}'`;

// What JSON escapes, Python reads the same way.
const doubleQuoted = (text: string): string => JSON.stringify(text);
