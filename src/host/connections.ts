import type { Opened } from '../contract/engineContract.ts';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions, OptionProblem } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import { environmentVariable, resolveVariables } from '../profiles/variables.ts';
import type { CaptureFolder } from './captureFolder.ts';
import type { EngineClient } from './engineClient.ts';

/** Options with every variable filled in, or what stands against dialling with them. */
type Resolved =
  | { readonly ok: true; readonly options: ConnectionOptions }
  | { readonly ok: false; readonly problems: readonly OptionProblem[] };

export interface Connections {
  /** Fills in variables and checks; nothing is dialled. */
  resolve(options: ConnectionOptions): Resolved;
  /** What the settings say of the network at this moment. */
  network(): NetworkSettings;
  /** Dials with a new capture file. */
  open(options: ConnectionOptions, title: string): Promise<Opened>;
}

export function createConnections(
  engine: EngineClient,
  captures: Pick<CaptureFolder, 'newFile'>,
  env: Readonly<Record<string, string | undefined>>,
  mayReadEnv: () => boolean,
  network: () => NetworkSettings,
): Connections {
  const resolve = (options: ConnectionOptions): Resolved => {
    const resolved = resolveVariables(options, {
      sets: [],
      outside: ({ name }) => environmentVariable(mayReadEnv() ? env : {}, name),
    });
    const problems = [...resolved.problems, ...checkOptions(resolved.options)];
    return problems.length === 0 ? { ok: true, options: resolved.options } : { ok: false, problems };
  };
  return {
    resolve,
    network,
    open: async (options, title) => {
      const resolved = resolve(options);
      if (!resolved.ok) return resolved;
      const captureFile = await captures.newFile();
      return engine.call('session.open', { options: resolved.options, title, captureFile, network: network() });
    },
  };
}
