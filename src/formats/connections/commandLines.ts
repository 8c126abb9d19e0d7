import { type Commands, bashWords } from './bashWords.ts';
import { cmdWords, isForCmd } from './cmdWords.ts';
import { connectionOfCurl } from './curl.ts';
import { note } from './foreignVariables.ts';
import { type ImportNotes, type ImportedConnection, type ImportedMessage, textMessage } from './imported.ts';
import { connectionOfWebsocat } from './websocat.ts';
import { connectionOfWscat } from './wscat.ts';

const programs = { curl: connectionOfCurl, wscat: connectionOfWscat, websocat: connectionOfWebsocat } as const;

type Program = keyof typeof programs;

/** Whether the text holds a command of a program that is known here. */
export const isCommandLine = (text: string): boolean =>
  /(?:^|[\n;|&(]|\bnpx(?:\s+-\S+)*|\bsudo|\$)\s*(?:\S*[\\/])?(?:curl|wscat|websocat)(?:\.exe|\.cmd)?(?:@\S+)?\s/.test(
    text,
  );

/** The connections that the commands of a text would make. */
export function connectionsOfCommands(text: string, notes: ImportNotes): readonly ImportedConnection[] {
  const connections: ImportedConnection[] = [];
  let piped: readonly ImportedMessage[] = [];
  const commands: Commands = isForCmd(text) ? cmdWords(text) : bashWords(text);
  for (const words of commands) {
    const said = messagesSaid(words);
    if (said !== undefined) {
      piped = said;
      continue;
    }
    const [program, args] = programOf(words);
    const connection = program === undefined ? undefined : programs[program](args, notes);
    if (connection !== undefined) connections.push({ ...connection, messages: [...piped, ...connection.messages] });
    else if (program !== undefined) note(notes, `A ${program} command names no URL to connect to.`);
    else note(notes, `The command ${words[0] ?? ''} is not imported.`);
    piped = [];
  }
  return connections;
}

/** What `echo` or `printf` would send into a program. */
function messagesSaid([program, ...words]: readonly string[]): readonly ImportedMessage[] | undefined {
  if (program === 'echo') return [textMessage(words.filter((word) => !/^-[neE]+$/.test(word)).join(' '))];
  if (program !== 'printf') return undefined;
  const text = (words[0] ?? '').replace(/\\n/g, '\n');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => textMessage(line));
}

/** The program of a command and its words, past `sudo`, `npx` and the shell's prompt. */
function programOf(words: readonly string[]): [program: Program | undefined, args: readonly string[]] {
  const at = words.findIndex((word) => !/^(sudo|npx|\$|>|-y|--yes)$/.test(word));
  const name = (words[at] ?? '').replace(/^.*[\\/]/, '').replace(/(\.exe|\.cmd)$|@.*$/g, '');
  return [Object.hasOwn(programs, name) ? (name as Program) : undefined, words.slice(at + 1)];
}
