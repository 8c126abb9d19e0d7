import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { browserSnippet } from './browserSnippet.ts';
import { curlSnippet } from './curlSnippet.ts';
import { httpSnippet } from './httpSnippet.ts';
import { nodeSnippet } from './nodeSnippet.ts';
import { pythonSnippet } from './pythonSnippet.ts';
import { websocatSnippet } from './websocatSnippet.ts';
import type { Snippet } from './snippet.ts';
import { wscatSnippet } from './wscatSnippet.ts';

export interface SnippetFormat {
  readonly id: string;
  /** For a list to choose from. */
  readonly title: string;
  /** The language of the text as VS Code names it. */
  readonly language: string;
  /** A message is sent where the client can. Secrets have to be variables in the options before. */
  write(options: ConnectionOptions, message?: string): Snippet;
}

export const snippetFormats: readonly SnippetFormat[] = [
  { id: 'curl', title: 'curl (the opening handshake)', language: 'shellscript', write: curlSnippet },
  { id: 'wscat', title: 'wscat', language: 'shellscript', write: wscatSnippet },
  { id: 'websocat', title: 'websocat', language: 'shellscript', write: websocatSnippet },
  { id: 'http', title: 'HTTP file (.http)', language: 'http', write: httpSnippet },
  { id: 'node', title: 'JavaScript (Node.js, ws)', language: 'javascript', write: nodeSnippet },
  { id: 'browser', title: 'JavaScript (browser)', language: 'javascript', write: browserSnippet },
  { id: 'python', title: 'Python (websockets)', language: 'python', write: pythonSnippet },
];
