import { type Uri, window } from 'vscode';
import type { Profile } from '../profiles/profile.ts';
import type { ProfileStore, Saved, Scope } from './profileStore.ts';
import type { Secrets } from './secrets.ts';
import { type TakenSecret, withoutSecrets } from './withoutSecrets.ts';

const REPLACE = 'Replace';
const WITH_SECRETS = 'Keep as Secrets';

/**
 * Saves a profile; asks before one of the same name in that file is replaced, unless it is the one that is being edited, and before
 * secrets are moved into the secret storage, for none is written into the file.
 */
export async function saveProfile(
  store: Pick<ProfileStore, 'all' | 'fileOf' | 'save'>,
  secrets: Pick<Secrets, 'set' | 'delete' | 'freeName'>,
  where: Scope | Uri,
  profile: Profile,
  edits = false,
): Promise<{ readonly saved: boolean; readonly profile?: Profile; readonly problem?: string }> {
  const file = (typeof where === 'string' ? store.fileOf(where) : where)?.toString();
  const taken = store.all.some((other) => other.profile.name === profile.name && other.source.file.toString() === file);
  if (taken && !edits && !(await agreed(`There is a profile "${profile.name}" already. Replace it?`, REPLACE))) {
    return { saved: false };
  }
  const safe = withoutSecrets(profile, (wanted, also) => secrets.freeName(wanted, also));
  if (safe.taken.length > 0 && !(await agreed(warning(safe.taken), WITH_SECRETS))) return { saved: false };
  // Kept before the file refers to them, so that the file never refers to nothing.
  for (const { secret, value } of safe.taken) await secrets.set(secret, value);
  const saved: Saved = await store.save(where, safe.profile, taken);
  if (!saved.ok) {
    for (const { secret } of safe.taken) await secrets.delete(secret);
    return { saved: false, problem: saved.problem };
  }
  // Not awaited: the profile is saved, whether the message has been read or not.
  if (safe.taken.length > 0) void window.showInformationMessage(keptSecrets(safe.taken));
  return { saved: true, profile: safe.profile };
}

async function agreed(question: string, action: string): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true }, action)) === action;
}

function warning(taken: readonly TakenSecret[]): string {
  const places = listed([...new Set(taken.map(({ place }) => place))]);
  const sentence = taken.length === 1 ? `${places} holds a secret` : `${places} hold secrets`;
  return `${capitalized(sentence)}; profile files are plain text and often shared. VS Code's secret storage keeps what only you should know, and the file refers to it by \${secret:…}.`;
}

function keptSecrets(taken: readonly TakenSecret[]): string {
  const pairs = listed([...new Set(taken.map(({ place, secret }) => `${place} as "${secret}"`))]);
  return `Kept in the secret storage: ${pairs}. "Manage Secrets" changes and removes them.`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.slice(-1).join('')}`;
}

/** Only the words of a sentence: names of headers and parameters keep their letter case. */
function capitalized(sentence: string): string {
  return sentence.replace(/^(the|a) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}
