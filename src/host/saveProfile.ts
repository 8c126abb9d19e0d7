import { window } from 'vscode';
import type { Profile } from '../profiles/profile.ts';
import type { ProfileStore, Saved, Scope } from './profileStore.ts';

const REPLACE = 'Replace';

/** Saves a profile; asks before one of the same name in that file is replaced. */
export async function saveProfile(
  store: ProfileStore,
  scope: Scope,
  profile: Profile,
): Promise<{ readonly saved: boolean; readonly problem?: string }> {
  const file = store.fileOf(scope)?.toString();
  const taken = store.all.some((other) => other.profile.name === profile.name && other.source.file.toString() === file);
  if (taken) {
    const answer = await window.showWarningMessage(
      `There is a profile "${profile.name}" already. Replace it?`,
      { modal: true },
      REPLACE,
    );
    if (answer !== REPLACE) return { saved: false };
  }
  const saved: Saved = await store.save(scope, profile, taken);
  return saved.ok ? { saved: true } : { saved: false, problem: saved.problem };
}
