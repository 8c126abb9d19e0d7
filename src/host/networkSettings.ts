import { isAbsolute, join } from 'node:path';
import { workspace } from 'vscode';
import type { NetworkSettings } from '../profiles/network.ts';

/** What VS Code's settings and ours say of the network at this moment; the engine's thread has no access to them. */
export function networkSettings(): NetworkSettings {
  const http = workspace.getConfiguration('http');
  const proxyAuthorization = http.get<string | null>('proxyAuthorization') ?? undefined;
  return {
    editor: {
      proxySupport: http.get<string>('proxySupport') !== 'off',
      proxy: http.get<string>('proxy') ?? '',
      noProxy: http.get<readonly string[]>('noProxy') ?? [],
      ...(proxyAuthorization === undefined ? {} : { proxyAuthorization }),
      proxyStrictSSL: http.get<boolean>('proxyStrictSSL') ?? true,
    },
    ca: (workspace.getConfiguration('websocketInspector').get<readonly string[]>('tls.ca') ?? []).map(inWorkspace),
    systemCertificates: http.get<boolean>('systemCertificates') ?? true,
  };
}

/** A file named by a setting stands in the first folder, unless its path says otherwise. */
function inWorkspace(file: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  return isAbsolute(file) || folder === undefined ? file : join(folder, file);
}
