import { isSecretName } from '../base/secretNames.ts';
import { isTokenValue } from '../base/tokenValues.ts';
import { mask } from '../diagnosis/redact.ts';
import type { Profile, Values } from '../profiles/profile.ts';
import { type Reference, writeReference } from '../profiles/references.ts';
import { type VariableSources, resolveVariables } from '../profiles/variables.ts';
import { code } from './markdown.ts';
import type { ProfileSource } from './profileStore.ts';
import { shownValue } from './shownValue.ts';
import { LATER, type VariableServices, surroundings, variableSources } from './variableSources.ts';

/** What a reference of a profile file stands for, as Markdown: its value as far as it is known without asking, secrets masked. */
export async function aboutReference(
  services: VariableServices,
  reference: Reference,
  source: ProfileSource,
  profile: Profile | undefined,
): Promise<string> {
  const written = `\`${writeReference(reference)}\``;
  if (reference.kind === 'unknown') return reference.message;
  if (reference.kind === 'secret') {
    const has = services.trusted() && (await services.secrets.get(reference.name)) !== undefined;
    const state = has ? 'It has a value.' : 'It has no value yet, and is asked for when a connection needs it.';
    return `${written}: a secret of VS Code's secret storage. ${state} The command "Manage Secrets" sets it.`;
  }
  if (reference.kind === 'input') return `${written}: asked for when the connection is opened.`;
  if (reference.kind === 'command') return `${written}: the answer of that command when the connection is opened.`;

  const from = profile && { name: profile.name, file: source.file.toString() };
  const around = { ...surroundings(services, from), source };
  const options = { url: writeReference(reference) };
  const sources = masked(await variableSources(services, options, around, false));
  const resolved = resolveVariables(options, sources);
  const problem = resolved.problems.find(({ message }) => message !== LATER)?.message;
  if (problem !== undefined) return `${written} has no value. ${problem}`;
  if (reference.kind !== 'variable') return `${written} is ${code(shownValue(reference.name, resolved.options.url))}.`;

  const found = placeOf(services, reference.name, source, profile);
  const [raw = '', place] = found ?? [];
  const value = shownValue(reference.name, raw);
  // A variable that waits for an answer stays as it is written.
  const whole = resolved.problems.length > 0 ? value : shownValue(reference.name, resolved.options.url);
  const made = whole === value ? '' : `, which is ${code(value)}`;
  return `${written} is ${code(whole)}${made}, from ${place ?? 'another file'}.`;
}

/** Where a variable has its value, in the order in which the places count. */
function placeOf(
  { environments, profiles, trusted }: VariableServices,
  name: string,
  source: ProfileSource,
  profile: Profile | undefined,
): readonly [value: string, place: string] | undefined {
  const { active } = environments;
  const user = trusted() ? profiles.sources.find(({ scope }) => scope === 'user') : undefined;
  const places: readonly (readonly [string, Values | undefined])[] = [
    [`the profile "${profile?.name ?? ''}"`, profile?.variables],
    [`the environment "${active ?? ''}"`, source.environments.find((one) => one.name === active)?.values],
    ['this file', source.variables],
    [
      `the environment "${active ?? ''}" of the user's file`,
      user?.environments.find((one) => one.name === active)?.values,
    ],
    ["the user's file", user?.variables],
  ];
  for (const [place, values] of places) {
    const value = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return [value, place];
  }
  return undefined;
}

/** What comes from outside is a secret by its name or its looks. */
const masked = ({ sets, outside }: VariableSources): VariableSources => ({
  sets,
  outside: (reference) => {
    const found = outside(reference);
    const secret = found.value !== undefined && (isSecretName(reference.name) || isTokenValue(found.value));
    return secret ? { value: mask } : found;
  },
});
