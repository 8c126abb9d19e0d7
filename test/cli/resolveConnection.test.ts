import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import {
  type GivenConnection,
  connectionOf,
  mergedOptions,
  profileFileOf,
  profileNamed as profileOfFile,
  resolvedOptions as resolvedBy,
  variableSources,
} from '../../src/cli/resolveConnection.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

afterEach(() => vi.unstubAllEnvs());

/** A folder with that profile file. */
function folderWith(text: string): string {
  const folder = dirname(temporaryFile('x'));
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'websockets.json'), text);
  return folder;
}

const noVariables = { environment: undefined, values: {} };
const profileNamed = async (name: string, folder: string) =>
  profileOfFile(name, await profileFileOf({ profile: name, variables: noVariables }, folder));
const resolvedOptions = (options: ConnectionOptions) =>
  resolvedBy(options, variableSources(noVariables, undefined, undefined, '/f'));

const two = `{
  // Comments are welcome.
  "profiles": [
    { "name": "Local", "url": "ws://127.0.0.1:9001/chat", "deflate": false },
    { "name": "Lab", "url": "ws://lab.test/" },
  ]
}`;

test('finds a profile by its name', async () => {
  expect(await profileNamed('Local', folderWith(two))).toEqual({
    name: 'Local',
    url: 'ws://127.0.0.1:9001/chat',
    deflate: false,
  });
});

test('names the profiles that there are when there is none of that name', async () => {
  const asking = profileNamed('local', folderWith(two));
  await expect(asking).rejects.toThrow(ArgumentError);
  await expect(asking).rejects.toThrow(/"local".*"Local", "Lab"/);
});

test('names the place of a fault in the file', async () => {
  const asking = profileNamed('Lab', folderWith('{\n  "profiles": [\n    { "name": "Lab" "url": 1 }\n  ]\n}'));
  await expect(asking).rejects.toThrow(ArgumentError);
  await expect(asking).rejects.toThrow(/websockets\.json:3:\d+: /);
});

test('says that there is no file', async () => {
  const asking = profileNamed('Lab', dirname(temporaryFile('x')));
  await expect(asking).rejects.toThrow(ArgumentError);
  await expect(asking).rejects.toThrow(/--profile Lab.*websockets\.json.*ENOENT/);
});

test('the command line wins over the profile, option by option', () => {
  const profile = {
    name: 'Lab',
    url: 'wss://lab.test/',
    deflate: false,
    origin: 'https://lab.test',
    tls: { ca: ['lab.pem'], verify: true },
  };
  expect(mergedOptions(profile, undefined, { origin: 'https://other.test', tls: { verify: false } })).toEqual({
    url: 'wss://lab.test/',
    deflate: false,
    origin: 'https://other.test',
    tls: { ca: ['lab.pem'], verify: false },
  });
  expect(mergedOptions(profile, 'ws://127.0.0.1/', {}).url).toBe('ws://127.0.0.1/');
});

test('so it does inside every group', () => {
  const profile = {
    name: 'Lab',
    url: 'wss://lab.test/',
    auth: { type: 'basic', username: 'ann', password: 'p' },
    compression: { level: 3, threshold: 10 },
    keepAlive: { interval: 5000, payload: 'beat' },
    reconnect: { tries: 3, delay: 100 },
  } as const;
  expect(
    mergedOptions(profile, undefined, {
      auth: { password: 'q' },
      compression: { level: 9 },
      keepAlive: { interval: 100, timeout: 50 },
      reconnect: { tries: 0 },
    }),
  ).toEqual({
    url: 'wss://lab.test/',
    auth: { type: 'basic', username: 'ann', password: 'q' },
    compression: { level: 9, threshold: 10 },
    keepAlive: { interval: 100, payload: 'beat', timeout: 50 },
    reconnect: { tries: 0, delay: 100 },
  });
});

test('without a profile there is no more than what was given', () => {
  expect(mergedOptions(undefined, 'ws://a.test/', { deflate: false })).toEqual({ url: 'ws://a.test/', deflate: false });
});

test('fills in variables of the environment', () => {
  vi.stubEnv('LAB_TOKEN', 'abc');
  expect(
    resolvedOptions({ url: 'ws://a.test/', headers: [['Authorization', 'Bearer ${env:LAB_TOKEN}']] }),
  ).toMatchObject({
    headers: [['Authorization', 'Bearer abc']],
  });
});

test('names every problem of the options', () => {
  vi.stubEnv('NOT_SET_HERE', undefined);
  const bad = {
    url: 'ftp://a.test/',
    subprotocols: ['no token'],
    headers: [['X-Token', '${env:NOT_SET_HERE}']],
  } as const;
  expect(() => resolvedOptions(bad)).toThrow(ArgumentError);
  expect(() => resolvedOptions(bad)).toThrow(/url: /);
  expect(() => resolvedOptions(bad)).toThrow(/subprotocols: /);
  expect(() => resolvedOptions(bad)).toThrow(/NOT_SET_HERE/);
});

const staged = `{
  "variables": { "host": "127.0.0.1", "path": "\${room}/\${host}", "room": "lobby" },
  "environments": { "staging": { "host": "staging.test" } },
  "inputs": [ { "id": "room", "type": "pickString", "options": ["a", "b"], "default": "b" } ],
  "profiles": [
    { "name": "chat", "url": "ws://\${host}/\${path}", "variables": { "room": "\${input:room}" } },
    { "name": "secret", "url": "ws://a.test/", "headers": { "X": "\${secret:chat-token}" } },
  ],
}`;
const given = (more: Partial<GivenConnection>): GivenConnection => ({
  url: undefined,
  profile: undefined,
  options: {},
  variables: noVariables,
  ...more,
});

test('takes variables from --var, the profile, the environment and the file, in this order', async () => {
  const folder = folderWith(staged);
  const urlWith = async (environment: string | undefined, values: Readonly<Record<string, string>>) =>
    (await connectionOf(given({ profile: 'chat', variables: { environment, values } }), folder)).url;
  expect(await urlWith(undefined, {})).toBe('ws://127.0.0.1/b/127.0.0.1');
  expect(await urlWith('staging', {})).toBe('ws://staging.test/b/staging.test');
  expect(await urlWith('staging', { host: 'h', room: 'r' })).toBe('ws://h/r/h');
  await expect(urlWith('nope', {})).rejects.toThrow(/no environment "nope".*"staging"/);
});

test('takes secrets from the environment, and says by which name', async () => {
  const folder = folderWith(staged);
  await expect(connectionOf(given({ profile: 'secret' }), folder)).rejects.toThrow(/headers: .*WSI_SECRET_CHAT_TOKEN/);
  vi.stubEnv('WSI_SECRET_CHAT_TOKEN', 't0p');
  expect((await connectionOf(given({ profile: 'secret' }), folder)).headers).toEqual([['X', 't0p']]);
});

test('uses the variables of the folder also for a URL, and needs no file for one without', async () => {
  expect((await connectionOf(given({ url: 'ws://${host}/' }), folderWith(staged))).url).toBe('ws://127.0.0.1/');
  const empty = dirname(temporaryFile('x'));
  expect((await connectionOf(given({ url: 'ws://a.test/' }), empty)).url).toBe('ws://a.test/');
  await expect(
    connectionOf(given({ url: 'ws://a.test/', variables: { environment: 'e', values: {} } }), empty),
  ).rejects.toThrow(/--env e: .*ENOENT/);
});
