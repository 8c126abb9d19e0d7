// The folder that npm start opens: a saved connection for each thing the demo server shows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const profiles: readonly (readonly [name: string, path: string])[] = [
  ['Echo', '/echo'],
  ['Chat (JSON with ids)', '/chat'],
  ['Clock (a tick each 100 ms)', '/clock'],
  ['Fragmented messages', '/fragments'],
  ['Compressed messages', '/deflate'],
  ['Binary messages', '/binary'],
  ['Flood', '/flood?rate=5000&size=64'],
  ['Refused: 403 Forbidden', '/status/403'],
  ['Refused: wrong Sec-WebSocket-Accept', '/bad-accept'],
  ['Dropped without Close', '/drop'],
  ['Broken: masked server frames', '/masked'],
];

/** The text of a profile file; `url` is the demo server's, such as `ws://127.0.0.1:41234`. */
export function demoProfiles(url: string): string {
  return `${JSON.stringify({ profiles: profiles.map(([name, path]) => ({ name, url: `${url}${path}` })) }, undefined, 2)}\n`;
}

/** Makes the folder inside `parent`. */
export function makeDemoFolder(parent: string, url: string): string {
  const folder = join(parent, 'websocket-demo');
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode/websockets.json'), demoProfiles(url));
  return folder;
}
