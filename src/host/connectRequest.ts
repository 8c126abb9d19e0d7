import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { optionsOf } from '../profiles/profile.ts';
import { readProfileFile } from '../profiles/profileFile.ts';
import type { ProfileRef } from './profileStore.ts';

/** What a keybinding, a task or another extension asks to be connected to. */
export type ConnectRequest =
  | { readonly kind: 'profile'; readonly profile: ProfileRef }
  | { readonly kind: 'options'; readonly options: ConnectionOptions };

/**
 * Reads a request: a URL; `{ "profile": "name" }`, where several files may have it with `"file"`, the file's URI; or the options of a
 * connection under the names of the profile file. Throws with what is wrong.
 */
export function readConnectRequest(argument: unknown): ConnectRequest {
  if (typeof argument === 'string') return { kind: 'options', options: checked({ url: argument }) };
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) {
    throw new Error(
      'Connecting needs a URL, { "profile": "name" }, or the options of a connection, such as { "url": "ws://…" }.',
    );
  }
  const { profile, file, ...others } = argument as Readonly<Record<string, unknown>>;
  if (profile === undefined) return { kind: 'options', options: checked({ ...argument }) };
  if (typeof profile !== 'string') throw new Error('"profile" should be the name of a profile.');
  if (file !== undefined && typeof file !== 'string') throw new Error('"file" should be the URI of a profile file.');
  const [more] = Object.keys(others);
  if (more !== undefined) throw new Error(`"${more}" cannot stand beside "profile". Put it into the profile.`);
  return { kind: 'profile', profile: { name: profile, file } };
}

/** By the very reader of the profile file, so that a name means the same and a mistake is told in the same words. */
function checked(options: Readonly<Record<string, unknown>>): ConnectionOptions {
  const { name: _name, ...others } = options;
  const { profiles, problems } = readProfileFile(JSON.stringify({ profiles: [{ name: 'connection', ...others }] }));
  // Whether a variable is there is known where it is filled in.
  const [profile] = profiles;
  const wrong = problems.filter(({ message }) => profile === undefined || message.includes('is not known here'));
  if (profile !== undefined && wrong.length === 0) return optionsOf(profile);
  throw new Error(wrong.map(({ message }) => message.replace('This profile has', 'The request has')).join(' '));
}
