// What a profile takes over from the one that it extends: what it leaves out itself. Headers and cookies are taken over name by
// name, groups key by key; credentials of another type replace those of the other profile altogether.
import type { ConnectionOptions, HeaderPair } from './connectionOptions.ts';
import { optionAt, withOption } from './mapTexts.ts';
import { options as allOptions } from './optionSpec.ts';
import type { Profile } from './profile.ts';

/** A profile as its file has it: all but the name may come from another one. */
export type WrittenProfile = Partial<Profile> & { readonly name: string };

/** A profile with all that it took over; `origins` names the profile of each value that is not its own. */
export interface Inherited {
  readonly profile: WrittenProfile;
  readonly origins: Readonly<Record<string, string>>;
}

/** Why a profile cannot be completed. */
export type BrokenChain =
  /** `missing`: there is no profile of that name; `broken`: it has a mistake itself. */
  | { readonly kind: 'missing' | 'broken'; readonly base: string }
  /** The names from one profile back to itself. */
  | { readonly kind: 'cycle'; readonly names: readonly string[] }
  | { readonly kind: 'deep' };

const DEEPEST_CHAIN = 50;

/** Completes profiles of one file. `written` gives each by its name, `'broken'` for one with a mistake, undefined for none. */
export function inheritance(
  written: (name: string) => WrittenProfile | 'broken' | undefined,
): (profile: WrittenProfile) => Inherited | BrokenChain {
  const known = new Map<string, Inherited | BrokenChain>();
  const complete = (profile: WrittenProfile, path: readonly string[]): Inherited | BrokenChain => {
    const before = known.get(profile.name);
    if (before !== undefined) return before;
    const result = build(profile, path);
    // A cycle is told at each profile on the way to it, with the names as seen from there.
    if (!('kind' in result)) known.set(profile.name, result);
    return result;
  };
  const build = (profile: WrittenProfile, path: readonly string[]): Inherited | BrokenChain => {
    if (profile.extends === undefined) return { profile, origins: {} };
    const names = [...path, profile.name];
    if (names.includes(profile.extends)) {
      return { kind: 'cycle', names: [...names.slice(names.indexOf(profile.extends)), profile.extends] };
    }
    if (names.length > DEEPEST_CHAIN) return { kind: 'deep' };
    const base = written(profile.extends);
    if (base === undefined) return { kind: 'missing', base: profile.extends };
    if (base === 'broken') return { kind: 'broken', base: profile.extends };
    const whole = complete(base, names);
    return 'kind' in whole ? whole : merge(whole, profile);
  };
  return (profile) => complete(profile, []);
}

function merge(base: Inherited, own: WrittenProfile): Inherited {
  const origins: Record<string, string> = {};
  const from = (path: string): string => base.origins[path] ?? base.profile.name;
  const otherAuth = own.auth?.type !== undefined && own.auth.type !== base.profile.auth?.type;
  let merged = { ...base.profile, ...own } as ConnectionOptions & WrittenProfile;
  for (const { path, keys, spec } of allOptions) {
    const ownValue = optionAt(own as ConnectionOptions, keys);
    const baseValue = keys[0] === 'auth' && otherAuth ? undefined : optionAt(base.profile as ConnectionOptions, keys);
    if (baseValue === undefined) continue;
    if (spec.kind === 'pairs') {
      const ownPairs = (ownValue ?? []) as readonly HeaderPair[];
      const taken = (baseValue as readonly HeaderPair[]).filter(
        ([name]) => !ownPairs.some((pair) => sameName(pair[0], name)),
      );
      for (const [name] of taken) origins[pairPath(path, name)] = from(pairPath(path, name));
      merged = withOption(merged, keys, [...taken, ...ownPairs]);
    } else if (ownValue === undefined) {
      origins[path] = from(path);
      merged = withOption(merged, keys, baseValue);
    }
  }
  const variables = { ...base.profile.variables, ...own.variables };
  return { profile: Object.keys(variables).length === 0 ? merged : { ...merged, variables }, origins };
}

/** The place of a header or cookie among the origins. */
export const pairPath = (path: string, name: string): string => `${path}:${name.toLowerCase()}`;

/** Field names have no letter case (RFC 9110 §5.1). */
const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * The part of `wanted` that has to be written into a profile that extends `base`, or a sentence about what cannot be left out
 * there. What `present`, the profile as it is written now, says needlessly stays.
 */
export function ownPart(
  base: Inherited,
  present: WrittenProfile,
  wanted: Profile,
): { readonly own: WrittenProfile } | { readonly problem: string } {
  let own: ConnectionOptions & WrittenProfile = { ...wanted };
  const otherAuth = wanted.auth?.type !== undefined && wanted.auth.type !== base.profile.auth?.type;
  for (const { path, keys, spec } of allOptions) {
    const baseValue = optionAt(base.profile as ConnectionOptions, keys);
    // Nothing of credentials of another type is taken over, so that all of them have to be written.
    if (baseValue === undefined || (keys[0] === 'auth' && otherAuth)) continue;
    const value = optionAt(wanted, keys);
    const presentValue = optionAt(present as ConnectionOptions, keys);
    const from = base.origins[path] ?? base.profile.name;
    if (spec.kind === 'pairs') {
      const pairs = (value ?? []) as readonly HeaderPair[];
      const basePairs = baseValue as readonly HeaderPair[];
      const lost = basePairs.find(([name]) => !pairs.some((pair) => sameName(pair[0], name)));
      if (lost !== undefined)
        return { problem: cannotLeaveOut(`${spec.title}: ${lost[0]}`, base.origins[pairPath(path, lost[0])] ?? from) };
      const presentPairs = (presentValue ?? []) as readonly HeaderPair[];
      const changed = pairs.filter(
        ([name]) =>
          presentPairs.some((pair) => sameName(pair[0], name)) ||
          !equal(valuesOf(pairs, name), valuesOf(basePairs, name)),
      );
      own = withOption(own, keys, changed.length === 0 ? undefined : changed);
    } else if (equal(value, baseValue)) {
      if (presentValue === undefined) own = withOption(own, keys, undefined);
    } else if (value === undefined) {
      if (keys[0] === 'auth' && wanted.auth?.type !== base.profile.auth?.type && wanted.auth !== undefined) continue;
      const standard = 'default' in spec ? spec.default : undefined;
      if (standard === undefined) return { problem: cannotLeaveOut(spec.title, from) };
      own = withOption(own, keys, standard);
    }
  }
  return { own };
}

const cannotLeaveOut = (what: string, from: string): string =>
  `"${what}" comes from the profile "${from}" and cannot be left out here. Take it out there, or save under another name.`;

const valuesOf = (pairs: readonly HeaderPair[], name: string): readonly string[] =>
  pairs.filter((pair) => sameName(pair[0], name)).map(([, value]) => value);

const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The sentence about a chain that cannot be followed. */
export function brokenChainProblem(chain: BrokenChain): string {
  switch (chain.kind) {
    case 'missing':
      return `There is no profile "${chain.base}" in this file to extend.`;
    case 'broken':
      return `The profile "${chain.base}", which this one extends, has a mistake itself. Mend that first.`;
    case 'cycle':
      return `${chain.names.map((name) => `"${name}"`).join(' extends ')}: that never ends. Take one of them out of the round.`;
    case 'deep':
      return `This profile extends others more than ${DEEPEST_CHAIN} deep. Nothing needs that.`;
  }
}
