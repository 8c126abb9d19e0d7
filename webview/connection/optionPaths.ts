import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import {
  type Option,
  type OptionSection,
  type OptionSpec,
  optionSpec,
  options,
} from '../../src/profiles/optionSpec.ts';

const byPath: ReadonlyMap<string, Option> = new Map(options.map((option) => [option.path, option]));

export const optionAt = (path: string): Option | undefined => byPath.get(path);

/** The key at the top: `tls` of `tls.ca`. */
export const topOf = (path: string): string => path.split('.', 1)[0] ?? path;

/** The hook of an option's control: `tls.minVersion` → `tls-min-version`. */
export const hookOf = (path: string): string =>
  path.replace('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The option that a problem is told at. One that names no option of its group stands at the group's first. */
export function placeOf({ field, part }: OptionProblem): string {
  const inside = `${field}.${part ?? ''}`;
  if (byPath.has(inside) || byPath.has(field)) return byPath.has(inside) ? inside : field;
  return options.find(({ keys }) => keys[0] === field)?.path ?? field;
}

/** Options that stand together in the form. */
export interface OptionPart {
  /** The group's name; undefined for options that are in no group, or when the section is that group alone. */
  readonly title: string | undefined;
  readonly options: readonly Option[];
}

/** A section's options: those in no group first, then group by group. */
export function partsOf(section: OptionSection): readonly OptionPart[] {
  const all = options.filter((option) => option.section === section);
  const single = all.filter(({ keys }) => keys.length === 1);
  const groups = Object.entries(Object.groupBy(all, ({ keys }) => (keys.length === 1 ? '' : keys[0])))
    .filter(([key]) => key !== '')
    .map(([key, members]) => ({ title: titleOf(key), options: members }));
  const parts = [...(single.length === 0 ? [] : [{ title: undefined, options: single }]), ...groups];
  return parts.length === 1 ? parts.map((part) => ({ ...part, title: undefined })) : parts;
}

const titleOf = (key: string): string | undefined =>
  (optionSpec as Readonly<Record<string, OptionSpec | undefined>>)[key]?.title;
