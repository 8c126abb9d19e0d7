import { ExtensionKind, UIKind, env } from 'vscode';

/** Names of remote kinds as VS Code has them. */
const known: Readonly<Record<string, string>> = {
  'ssh-remote': 'the SSH host',
  wsl: 'WSL',
  'dev-container': 'the dev container',
  'attached-container': 'the container',
  codespaces: 'the codespace',
};

/** Where sockets are opened, when that is not the computer in front of the user: `localhost` means that place. */
export function whereFrom(kind: ExtensionKind, remoteName: string | undefined = env.remoteName): string | undefined {
  if (kind === ExtensionKind.UI || remoteName === undefined) return undefined;
  const place = known[remoteName] ?? (env.uiKind === UIKind.Web ? 'the server of this window' : `"${remoteName}"`);
  return `Connects from ${place}; localhost is there too.`;
}
