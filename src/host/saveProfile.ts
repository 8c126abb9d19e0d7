import { window } from 'vscode';
import type { Profile } from '../profiles/profile.ts';
import type { ProfileStore, Saved, Scope } from './profileStore.ts';
import { type TakenSecret, withoutSecrets } from './withoutSecrets.ts';

const REPLACE = 'Replace';
const WITH_VARIABLES = 'Save with ${env:…}';

/**
 * Saves a profile; asks before one of the same name in that file is replaced, and before secrets are replaced by
 * variables, for no secret is written into the file.
 */
export async function saveProfile(
  store: ProfileStore,
  scope: Scope,
  profile: Profile,
): Promise<{ readonly saved: boolean; readonly problem?: string }> {
  const file = store.fileOf(scope)?.toString();
  const taken = store.all.some((other) => other.profile.name === profile.name && other.source.file.toString() === file);
  if (taken && !(await agreed(`There is a profile "${profile.name}" already. Replace it?`, REPLACE))) {
    return { saved: false };
  }
  const safe = withoutSecrets(profile);
  if (safe.taken.length > 0 && !(await agreed(warning(safe.taken), WITH_VARIABLES))) return { saved: false };
  const saved: Saved = await store.save(scope, safe.profile, taken);
  if (!saved.ok) return { saved: false, problem: saved.problem };
  // Not awaited: the profile is saved, whether the message has been read or not.
  if (safe.taken.length > 0) void window.showInformationMessage(variablesToSet(profile.name, safe.taken));
  return { saved: true };
}

async function agreed(question: string, action: string): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true }, action)) === action;
}

function warning(taken: readonly TakenSecret[]): string {
  const places = listed([...new Set(taken.map(({ place }) => place))]);
  const sentence = taken.length === 1 ? `${places} holds a secret` : `${places} hold secrets`;
  return `${capitalized(sentence)}; profile files are plain text and often shared.`;
}

function variablesToSet(profile: string, taken: readonly TakenSecret[]): string {
  const pairs = listed(taken.map(({ place, variable }) => `${variable} (${place})`));
  const one = new Set(taken.map(({ variable }) => variable)).size === 1;
  return `Before you start the editor to use "${profile}", set the environment variable${one ? '' : 's'} ${pairs}.`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.slice(-1).join('')}`;
}

/** Only the words of a sentence: names of headers and parameters keep their letter case. */
function capitalized(sentence: string): string {
  return sentence.replace(/^(the|a) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}
