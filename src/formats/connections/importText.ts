import { type ParseError, parse as parseJson } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { connectionsOfBru, connectionsOfBruno, isBru, isBrunoCollection } from './bruno.ts';
import { connectionsOfCommands, isCommandLine } from './commandLines.ts';
import { connectionsOfHar, isHar } from './har.ts';
import { connectionsOfHoppscotch, isHoppscotch } from './hoppscotch.ts';
import { connectionsOfHttpFile, isHttpFile } from './httpFile.ts';
import { type ImportNotes, type Imported, type ImportedConnection, importNotes } from './imported.ts';
import { connectionsOfInsomnia, isInsomnia } from './insomnia.ts';
import { connectionsOfPostman, isPostman } from './postman.ts';
import { connectionsOfScript, isScriptCall } from './scriptCalls.ts';
import { connectionsOfUrls, isUrlList } from './urlList.ts';

interface Format<Source> {
  /** As said in a sentence. */
  readonly title: string;
  is(source: Source): boolean;
  read(source: Source, notes: ImportNotes): readonly ImportedConnection[];
}

/** Formats of values, in the order in which they are tried: the more special ones first. */
const valueFormats: readonly Format<unknown>[] = [
  { title: 'a HAR file', is: isHar, read: connectionsOfHar },
  { title: 'a Postman collection', is: isPostman, read: connectionsOfPostman },
  { title: 'an Insomnia export', is: isInsomnia, read: connectionsOfInsomnia },
  { title: 'a Hoppscotch export', is: isHoppscotch, read: connectionsOfHoppscotch },
  { title: 'a Bruno collection', is: isBrunoCollection, read: connectionsOfBruno },
];

const textFormats: readonly Format<string>[] = [
  { title: 'a Bruno request', is: isBru, read: connectionsOfBru },
  { title: 'an HTTP file', is: isHttpFile, read: connectionsOfHttpFile },
  { title: 'a command line', is: isCommandLine, read: connectionsOfCommands },
  { title: 'a script', is: isScriptCall, read: connectionsOfScript },
  { title: 'a list of URLs', is: isUrlList, read: connectionsOfUrls },
];

/** What can be read, for a message or a hint. */
export const importable =
  'cURL, wscat and websocat commands, "Copy as fetch", HAR files, exports of Postman, Insomnia, Bruno and Hoppscotch, .http files and lists of URLs';

/** A text that holds no connection, with the reason as a sentence for the user. */
export class NothingToImport extends Error {}

/**
 * The connections in a text of another tool, whatever the tool: what kind of text it is, is seen in the text.
 * @throws NothingToImport where none is found; the message says what was looked for.
 */
export function importText(source: string): Imported {
  const text = source.replace(/^\uFEFF/, '');
  const notes = importNotes();
  const { title, connections } = read(text, notes);
  if (connections.length === 0) {
    const why = notes.unmapped.length === 0 ? '' : ` ${notes.unmapped.join(' ')}`;
    throw new NothingToImport(`There is no WebSocket connection in ${title}.${why}`);
  }
  return { format: title, connections, variables: notes.variables, unmapped: notes.unmapped };
}

function read(text: string, notes: ImportNotes): { title: string; connections: readonly ImportedConnection[] } {
  if (text.trim() === '') throw new NothingToImport(`The text is empty. What can be read: ${importable}.`);
  const value = valueIn(text);
  const ofValue = value === undefined ? undefined : valueFormats.find((format) => format.is(value));
  if (ofValue !== undefined) return { title: ofValue.title, connections: ofValue.read(value, notes) };
  const ofText = textFormats.find((format) => format.is(text));
  if (ofText !== undefined) return { title: ofText.title, connections: ofText.read(text, notes) };
  throw new NothingToImport(`No format is recognised in this text. What can be read: ${importable}.`);
}

/** The value that a text is as JSON or, for Insomnia's exports, as YAML. */
function valueIn(text: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    const errors: ParseError[] = [];
    const value: unknown = parseJson(text, errors, { allowTrailingComma: true });
    // A file that is cut or broken is not half imported.
    const [error] = errors;
    if (error === undefined) return value;
    if (!/^\s*[{[]\s*["}\]{[]/.test(text)) return undefined;
    const before = text.slice(0, error.offset).split('\n');
    throw new NothingToImport(
      `The text looks like JSON and cannot be read: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`,
    );
  }
  if (!/^type:\s*collection\.insomnia\.rest\//m.test(text)) return undefined;
  try {
    // Aliases could grow without end.
    return parseYaml(text, { maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new NothingToImport(`The text looks like YAML and cannot be read: ${reason}`);
  }
}
