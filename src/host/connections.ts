import { isAbsolute, join } from 'node:path';
import type { Opened } from '../contract/engineContract.ts';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions, OptionProblem } from '../profiles/connectionOptions.ts';
import { mapTexts } from '../profiles/mapTexts.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import { hasVariable } from '../profiles/references.ts';
import { resolveVariables } from '../profiles/variables.ts';
import type { CaptureFolder } from './captureFolder.ts';
import { withDefaults } from './connectionDefaults.ts';
import type { EngineClient } from './engineClient.ts';
import type { ProfileRef } from './profileStore.ts';
import {
  LATER,
  NOT_TRUSTED,
  type Surroundings,
  type VariableServices,
  surroundings,
  variableSources,
} from './variableSources.ts';

/** Options with every variable filled in, or what stands against dialling with them. */
type Resolved =
  | { readonly ok: true; readonly options: ConnectionOptions }
  | { readonly ok: false; readonly problems: readonly OptionProblem[] };

export interface Connections {
  /** What can be said against the options without asking anybody for anything. `from` is the profile that they came from. */
  check(options: ConnectionOptions, from?: ProfileRef): Promise<readonly OptionProblem[]>;
  /** Fills in variables, asking for what is missing, and checks; nothing is dialled. */
  resolve(options: ConnectionOptions, from?: ProfileRef): Promise<Resolved>;
  /** What the settings say of the network at this moment. */
  network(): NetworkSettings;
  /** Dials with a new capture file. */
  open(options: ConnectionOptions, title: string, from?: ProfileRef): Promise<Opened>;
}

export function createConnections(
  engine: Pick<EngineClient, 'call'>,
  captures: Pick<CaptureFolder, 'newFile'>,
  variables: VariableServices,
  settings: { readonly network: () => NetworkSettings; readonly defaults: () => Partial<ConnectionOptions> },
): Connections {
  const problemsOf = async (options: ConnectionOptions, from: ProfileRef | undefined, ask: boolean) => {
    const around = surroundings(variables, from);
    const resolved = resolveVariables(options, await variableSources(variables, options, around, ask));
    const told = resolved.problems.filter(({ message }) => message !== LATER);
    const unresolved = new Set(resolved.problems.map(placeOf));
    const problems = [
      ...told,
      // What still holds a reference cannot be judged.
      ...checkOptions(resolved.options).filter((problem) => !unresolved.has(placeOf(problem))),
      ...(around.restricted ? filesOf(resolved.options) : []),
    ];
    return { around, options: resolved.options, problems };
  };
  const resolve = async (options: ConnectionOptions, from?: ProfileRef): Promise<Resolved> => {
    const resolved = await problemsOf(withDefaults(options, settings.defaults()), from, true);
    if (resolved.problems.length > 0) return { ok: false, problems: resolved.problems };
    return { ok: true, options: inFolder(resolved.options, resolved.around) };
  };
  return {
    check: async (options, from) => (await problemsOf(options, from, false)).problems,
    resolve,
    network: settings.network,
    open: async (options, title, from) => {
      const resolved = await resolve(options, from);
      if (!resolved.ok) return resolved;
      const captureFile = await captures.newFile();
      const network = settings.network();
      return engine.call('session.open', { options: resolved.options, title, captureFile, network });
    },
  };
}

const placeOf = ({ field, index, part }: OptionProblem): string => `${field} ${index ?? ''} ${part ?? ''}`;

const isPem = (text: string): boolean => text.includes('-----BEGIN ');

/** Every file that the options name: a workspace that is not trusted may neither read nor write one. */
function filesOf(options: ConnectionOptions): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  eachFile(options, (text, place) => {
    if (!hasVariable(text)) problems.push({ ...place, message: `Files are not touched. ${NOT_TRUSTED}` });
    return text;
  });
  return problems;
}

/** A relative path starts at the folder of the profile's file, as on the command line. */
function inFolder(options: ConnectionOptions, { source }: Surroundings): ConnectionOptions {
  const folder = source?.folder?.uri.fsPath;
  return eachFile(options, (text) => (folder === undefined || isAbsolute(text) ? text : join(folder, text)));
}

function eachFile(
  options: ConnectionOptions,
  map: (text: string, place: Omit<OptionProblem, 'message'>) => string,
): ConnectionOptions {
  return mapTexts(options, (text, place, spec) => {
    const isFile = (spec.kind === 'text' && spec.file === true) || (place.field === 'tls' && place.part === 'ca');
    return isFile && !isPem(text) ? map(text, place) : text;
  });
}
