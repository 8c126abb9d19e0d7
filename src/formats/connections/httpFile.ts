import { fromForeign, note } from './foreignVariables.ts';
import {
  type ImportNotes,
  type ImportedConnection,
  type ImportedMessage,
  type OptionsDraft,
  textMessage,
} from './imported.ts';
import { headerOf, takeHeaders } from './requestHeaders.ts';
import { asWebSocketUrl, isWebSocketUrl } from './webSocketUrl.ts';

const requestLine = /^\s*(?:(WEBSOCKET|WSS?|GET)\s+)?(\S.*?)(?:\s+HTTP\/[\d.]+)?\s*$/;

/** Whether the text has a block to a WebSocket, as the HTTP files of JetBrains' client and of httpYac have it. */
export const isHttpFile = (text: string): boolean =>
  /^\s*(?:WEBSOCKET|WSS?)\s+\S/m.test(text) || (/^###/m.test(text) && /^\s*wss?:\/\//im.test(text));

/** The blocks of an HTTP file that go to a WebSocket, with their messages. */
export function connectionsOfHttpFile(text: string, notes: ImportNotes): readonly ImportedConnection[] {
  let others = 0;
  const connections = blocksOf(text).flatMap((block) => {
    const connection = connectionOf(block, notes);
    if (connection === 'other') others += 1;
    return typeof connection === 'object' ? [connection] : [];
  });
  if (others > 0) note(notes, `${others} ${others === 1 ? 'request is' : 'requests are'} not to a WebSocket.`);
  return connections;
}

interface Block {
  readonly title: string;
  readonly lines: readonly string[];
}

function blocksOf(text: string): readonly Block[] {
  const blocks: { title: string; lines: string[] }[] = [{ title: '', lines: [] }];
  for (const line of text.split(/\r?\n/)) {
    const title = /^###+\s*(.*)$/.exec(line)?.[1];
    if (title !== undefined) blocks.push({ title: title.trim(), lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

function connectionOf({ title, lines }: Block, notes: ImportNotes): ImportedConnection | 'other' | undefined {
  const ours = (text: string): string => fromForeign(text, 'braces', notes);
  let name = title;
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const variable = /^\s*@([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (variable !== null) notes.variables[variable[1] ?? ''] = ours(variable[2] ?? '');
    name = /^\s*(?:#|\/\/)\s*@name\s+(.+?)\s*$/.exec(line)?.[1] ?? name;
    if (variable === null && line.trim() !== '' && !/^\s*(#|\/\/)/.test(line)) break;
  }
  const [, method, first] = requestLine.exec(lines[at] ?? '') ?? [];
  if (first === undefined) return undefined;
  let url = first;
  // The query may go on in indented lines.
  for (at += 1; /^\s+[?&/]/.test(lines[at] ?? ''); at += 1) url += (lines[at] ?? '').trim();
  const headers = [];
  for (; at < lines.length && (lines[at] ?? '').trim() !== ''; at += 1) {
    const line = lines[at] ?? '';
    const header = /^\s*(#|\/\/)/.test(line) ? undefined : headerOf(line);
    if (header !== undefined) headers.push([ours(header[0]), ours(header[1])] as const);
  }
  const upgrades = headers.some(([header, value]) => /^upgrade$/i.test(header) && /^websocket$/i.test(value));
  if (!(/^(WEBSOCKET|WSS?)$/.test(method ?? '') || isWebSocketUrl(url) || upgrades)) return 'other';
  const draft: OptionsDraft = { url: asWebSocketUrl(ours(url)) };
  takeHeaders(draft, headers);
  const messages = messagesOf(lines.slice(at + 1), ours, notes);
  return { ...(name === '' ? {} : { name }), options: draft, messages };
}

function messagesOf(lines: readonly string[], ours: (text: string) => string, notes: ImportNotes): ImportedMessage[] {
  const bodies: string[][] = [[]];
  for (const line of lines) {
    if (/^\s*===/.test(line)) {
      bodies.push([]);
      if (/wait/i.test(line))
        note(notes, '"=== wait-for-server" waits for an answer: record a sequence to have its messages wait.');
    } else if (/^\s*(?:>|\{%|\?\?)/.test(line))
      note(notes, `${line.trim()} is a script or a test, which is not imported.`);
    else bodies.at(-1)?.push(line);
  }
  return bodies
    .map((body) => body.join('\n').trim())
    .filter((body) => body !== '')
    .flatMap((body) => {
      if (!/^<[@\s]/.test(body)) return [textMessage(ours(body))];
      note(notes, `The message in ${body.replace(/^<@?\s*/, '')} is a file, which was not read.`);
      return [];
    });
}
