import type { ExtensionContext, Uri } from 'vscode';
import { editFile, readText } from './fileEdit.ts';
import type { ProfileStore } from './profileStore.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** In the global state, which Settings Sync carries. */
const MIRROR = 'userProfiles';

type SyncedState = Pick<ExtensionContext['globalState'], 'get' | 'update' | 'setKeysForSync'>;

/**
 * Lets Settings Sync carry the user's own profiles to a machine that has none yet. A file in which a secret stands as it is stays
 * here: it would be copied with the rest.
 */
export async function syncUserProfiles(
  state: SyncedState,
  store: Pick<ProfileStore, 'sources' | 'onChange' | 'refresh'>,
  file: Uri,
  report: (problem: string, cause?: unknown) => void,
): Promise<{ dispose(): void }> {
  state.setKeysForSync([MIRROR]);
  const carried = state.get<string>(MIRROR);
  if (carried !== undefined && (await readText(file)) === undefined) {
    await editFile(file, () => ({ ok: true, text: carried }));
    await store.refresh();
  }
  const mirror = async (): Promise<void> => {
    const user = store.sources.find(({ scope }) => scope === 'user');
    const text = user?.exists === true ? await readText(file) : undefined;
    const safe = text !== undefined && user?.broken === false && !hasSecret(user);
    const next = safe ? text : undefined;
    if (next !== state.get<string>(MIRROR)) await state.update(MIRROR, next);
  };
  const keep = (): void => {
    mirror().catch((error: unknown) => report('The profiles are not kept for Settings Sync.', error));
  };
  keep();
  return store.onChange(keep);
}

/** Whether anything in the file looks like a secret that should stand elsewhere. */
function hasSecret({ profiles, problems, variables, environments }: ProfileStore['sources'][number]): boolean {
  // What was left out for a mistake could not be looked at.
  if (problems.length > 0) return true;
  const sets = [variables, ...environments.map(({ values }) => values), ...profiles.map((one) => one.variables ?? {})];
  // As a header, so that the same rule judges the name of a variable.
  const asHeaders = sets.flatMap((values) => Object.entries(values));
  const probe = { name: 'variables', url: 'ws://localhost/', headers: asHeaders };
  return [...profiles, probe].some((profile) => withoutSecrets(profile, (wanted) => wanted).taken.length > 0);
}
