import { workspace } from 'vscode';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';

/** Settings that say what an option is where neither profile nor form says it. */
const settings = [
  ['defaults.handshakeTimeout', 'handshakeTimeout'],
  ['defaults.idleTimeout', 'idleTimeout'],
  ['defaults.proxy', 'proxy'],
] as const;

/** The options that the user's settings give to every connection that does not set them itself. */
export function connectionDefaults(): Partial<ConnectionOptions> {
  const configuration = workspace.getConfiguration('websocketInspector');
  const given = settings.flatMap(([setting, option]) => {
    const value = configuration.get<number | string | null>(setting) ?? undefined;
    return value === undefined || value === '' ? [] : [[option, value] as const];
  });
  return Object.fromEntries(given);
}
