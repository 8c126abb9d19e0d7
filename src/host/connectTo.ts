import { maskUrl } from '../diagnosis/redact.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { optionsOf } from '../profiles/profile.ts';
import type { ConnectRequest } from './connectRequest.ts';
import type { Connections } from './connections.ts';
import type { Panels } from './panels.ts';
import { type ProfileStore, type StoredProfile, refOf } from './profileStore.ts';

export interface ConnectServices {
  readonly panel: Pick<Panels, 'open' | 'showSession'>;
  readonly connections: Pick<Connections, 'open'>;
  readonly profiles: Pick<ProfileStore, 'find' | 'refresh' | 'all'>;
}

/** Opens the panel with the connection in it and dials. Gives the session's id; throws with what stands against dialling. */
export async function connectTo(services: ConnectServices, request: ConnectRequest): Promise<string> {
  if (request.kind === 'options') return dial(services, request.options, undefined);
  const { name } = request.profile;
  const stored = services.profiles.find(request.profile);
  if (stored === undefined) throw new Error(`There is no profile "${name}".`);
  return dial(services, optionsOf(stored.profile), stored);
}

/** What the panel holds of a stored profile. */
export function draftOf({ profile, source }: StoredProfile) {
  const origins = source.origins.get(profile.name);
  return {
    options: optionsOf(profile),
    profile: profile.name,
    file: source.file.toString(),
    ...(origins === undefined || Object.keys(origins).length === 0 ? {} : { origins }),
  };
}

async function dial(
  { panel, connections }: ConnectServices,
  options: ConnectionOptions,
  stored: StoredProfile | undefined,
): Promise<string> {
  panel.open(stored === undefined ? { options } : draftOf(stored));
  const from = stored === undefined ? undefined : refOf(stored);
  const opened = await connections.open(options, from?.name ?? maskUrl(options.url), from);
  if (!opened.ok) throw new Error([...new Set(opened.problems.map(({ message }) => message))].join(' '));
  panel.showSession(opened.session);
  return opened.session;
}
