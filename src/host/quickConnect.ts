import { QuickPickItemKind, type QuickPickItem, window } from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import { type ConnectRequest, readConnectRequest } from './connectRequest.ts';
import { type ConnectServices, connectTo } from './connectTo.ts';
import type { StoredProfile } from './profileStore.ts';

interface Choice extends QuickPickItem {
  readonly request?: ConnectRequest;
  /** The text as it was typed. */
  readonly typed?: string;
}

/** "Quick Connect": a URL is typed, or a profile picked, in one field of the palette. */
export async function quickConnect(services: ConnectServices): Promise<void> {
  await services.profiles.refresh();
  const { promise, resolve } = Promise.withResolvers<Choice | undefined>();
  const pick = window.createQuickPick<Choice>();
  pick.placeholder = 'Type a WebSocket URL, or pick a profile';
  pick.matchOnDescription = true;
  const show = (): void => {
    pick.items = quickChoices(services.profiles.all, pick.value);
  };
  show();
  pick.onDidChangeValue(show);
  pick.onDidAccept(() => {
    resolve(pick.activeItems[0] ?? pick.selectedItems[0]);
    pick.hide();
  });
  pick.onDidHide(() => resolve(undefined));
  pick.show();
  const chosen = await promise;
  pick.dispose();
  if (chosen === undefined) return;
  await connectTo(services, chosen.request ?? readConnectRequest(asUrl(chosen.typed ?? '')));
}

/** What the field offers while that text stands in it. */
export function quickChoices(profiles: readonly StoredProfile[], typed: string): Choice[] {
  const text = typed.trim();
  const direct: Choice[] =
    text === ''
      ? []
      : [{ label: `$(plug) Connect to ${maskUrl(asUrl(text))}`, alwaysShow: looksLikeUrl(text), typed: text }];
  const saved = profiles.map(({ profile, source }): Choice => ({
    label: profile.name,
    description: maskUrl(profile.url),
    request: { kind: 'profile', profile: { name: profile.name, file: source.file.toString() } },
  }));
  if (saved.length === 0) return direct;
  const heading: Choice = { label: 'Profiles', kind: QuickPickItemKind.Separator };
  // What looks like an address is most likely meant as one, and else the name of a profile is.
  return looksLikeUrl(text) ? [...direct, heading, ...saved] : [heading, ...saved, ...direct];
}

/** `localhost:8080/chat` lacks its scheme only. */
export function asUrl(text: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text) || /^ws\+unix:/i.test(text)) return text;
  const isLocal = /^(localhost|127\.|\[::1\])/i.test(text);
  return `${isLocal ? 'ws' : 'wss'}://${text}`;
}

const looksLikeUrl = (text: string): boolean =>
  /^[a-z][a-z\d+.-]*:/i.test(text) || /^[\w.-]+\.[\w-]+([:/]|$)/.test(text) || /^localhost\b/.test(text);
