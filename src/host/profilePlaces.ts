import type { ProfilePlace } from '../contract/panelContract.ts';
import type { ProfileStore } from './profileStore.ts';

/** The files that profiles can be saved in, those of the folders first. */
export function profilePlaces({ sources }: Pick<ProfileStore, 'sources'>): readonly ProfilePlace[] {
  const folders = sources.filter(({ scope }) => scope === 'workspace').length;
  return sources.map(({ scope, file, label }) => ({
    file: file.toString(),
    label: scope === 'user' ? 'For me, everywhere' : folders === 1 ? 'In this workspace' : `In the folder ${label}`,
  }));
}
