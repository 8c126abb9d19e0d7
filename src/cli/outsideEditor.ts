import { homedir } from 'node:os';
import { basename, sep } from 'node:path';
import type { Input } from '../profiles/inputs.ts';
import { type Found, type OutsideReference, environmentVariable } from '../profiles/variables.ts';

/** The environment variable that stands for a secret, or for an input, on the command line: `WSI_SECRET_CHAT_TOKEN` for `chat-token`. */
export function variableFor(kind: 'secret' | 'input', name: string): string {
  return `WSI_${kind}_${name}`.toUpperCase().replace(/[^A-Z\d]+/g, '_');
}

/** What references of a profile mean where there is no editor: secrets and inputs come from environment variables. */
export function outsideEditor(
  inputs: readonly Input[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): (reference: OutsideReference) => Found {
  return (reference) => {
    const { kind, name } = reference;
    switch (kind) {
      case 'env':
        return environmentVariable(env, name);
      case 'secret':
      case 'input': {
        const variable = variableFor(kind, name);
        const found = environmentVariable(env, variable);
        if (found.value !== undefined) return found;
        const input = kind === 'input' ? inputs.find(({ id }) => id === name) : undefined;
        const standard = input === undefined || input.type === 'command' ? undefined : input.default;
        if (standard !== undefined) return { value: standard };
        return without(`\${${kind}:${name}} has no value here: set the environment variable ${variable}.`);
      }
      case 'place':
        return place(name, folder, reference.folder);
      case 'config':
      case 'command':
        return without(
          `\${${kind}:${name}} is known to VS Code only. Give the value with --var, or use another reference.`,
        );
    }
  };
}

function place(name: string, folder: string, other: string | undefined): Found {
  if (other !== undefined && other !== basename(folder)) {
    return without(`There is no folder "${other}" here: the command line has one, "${basename(folder)}".`);
  }
  switch (name) {
    case 'workspaceFolder':
      return { value: folder };
    case 'workspaceFolderBasename':
      return { value: basename(folder) };
    case 'userHome':
      return { value: homedir() };
    case 'pathSeparator':
      return { value: sep };
    default:
      return without(`\${${name}} is the file in the editor: there is none on the command line.`);
  }
}

const without = (problem: string): Found => ({ value: undefined, problem });
