// What other extensions get from `extensions.getExtension('websocket-inspector.websocket-inspector').exports`: versioned, and no
// more than can be kept. Secrets never cross it.
import type { Event } from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import { type ConnectRequest, readConnectRequest } from './connectRequest.ts';
import type { ProfileStore } from './profileStore.ts';

/** Version 1. Within it things are added only. */
export interface InspectorApi {
  readonly version: 1;
  /** The saved connections that can be connected to; secrets in URLs are masked. */
  profiles(): readonly ApiProfile[];
  /** Fires when a profile file changed. */
  readonly onDidChangeProfiles: Event<void>;
  /**
   * Opens a connection in the inspector: a URL, `{ profile, file? }`, or options under the names of the profile file. Resolves when dialling
   * began; rejects with an Error that says what is wrong.
   */
  connect(request: unknown): Promise<{ readonly session: string }>;
  /** The sessions of this window, live or ended. */
  sessions(): readonly ApiSession[];
}

interface ApiProfile {
  readonly name: string;
  readonly url: string;
  /** The URI of the profile's file. */
  readonly file: string;
  readonly scope: 'workspace' | 'user';
}

interface ApiSession {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly state: SessionSnapshot['state'];
}

export function createApi(
  profiles: Pick<ProfileStore, 'all' | 'onChange'>,
  sessions: { readonly all: readonly SessionSnapshot[] },
  connect: (request: ConnectRequest) => Promise<string>,
): InspectorApi {
  return {
    version: 1,
    profiles: () =>
      profiles.all.map(({ profile, source }) => ({
        name: profile.name,
        url: maskUrl(profile.url),
        file: source.file.toString(),
        scope: source.scope,
      })),
    onDidChangeProfiles: profiles.onChange,
    connect: async (request) => ({ session: await connect(readConnectRequest(request)) }),
    sessions: () => sessions.all.map(({ id, title, url, state }) => ({ id, title, url: maskUrl(url), state })),
  };
}
