import type { ConnectionOptions, HeaderPair, OptionProblem } from './connectionOptions.ts';
import { type LeafSpec, options as allOptions } from './optionSpec.ts';

/** Where a text stands in the options. */
export type TextPlace = Omit<OptionProblem, 'offset' | 'message'>;

/** The value at this place of the options, which are two levels deep at most. */
export function optionAt(options: ConnectionOptions, [top, inner]: readonly [keyof ConnectionOptions, ...string[]]) {
  const value: unknown = options[top];
  if (inner === undefined) return value;
  return (value as Readonly<Record<string, unknown>> | undefined)?.[inner];
}

/** The options with this value there; undefined takes it out, and a group that is empty then goes as well. */
export function withOption<T extends ConnectionOptions>(
  options: T,
  [top, inner]: readonly [keyof ConnectionOptions, ...string[]],
  value: unknown,
): T {
  const { [top]: before, ...others } = options;
  if (inner === undefined) return (value === undefined ? others : { ...options, [top]: value }) as T;
  const { [inner]: _old, ...kept } = (before ?? {}) as Readonly<Record<string, unknown>>;
  const group = value === undefined ? kept : { ...((before ?? {}) as object), [inner]: value };
  return (Object.keys(group).length === 0 ? others : { ...options, [top]: group }) as T;
}

/**
 * The options with every text put through `map`: plain ones, entries of lists, and both halves of headers and cookies. Choices are
 * words of ours, not texts.
 */
export function mapTexts<T extends ConnectionOptions>(
  options: T,
  map: (text: string, place: TextPlace, spec: LeafSpec) => string,
): T {
  let mapped = options;
  for (const { keys, spec } of allOptions) {
    const value = optionAt(options, keys);
    if (value === undefined) continue;
    const [field, part] = keys;
    const place: TextPlace = part === undefined ? { field } : { field, part };
    if (spec.kind === 'text') mapped = withOption(mapped, keys, map(value as string, place, spec));
    else if (spec.kind === 'list') {
      const texts = (value as readonly string[]).map((text, index) => map(text, { ...place, index }, spec));
      mapped = withOption(mapped, keys, texts);
    } else if (spec.kind === 'pairs') {
      const pairs = (value as readonly HeaderPair[]).map(([name, text], index): HeaderPair => [
        map(name, { field, index, part: 'name' }, spec),
        map(text, { field, index, part: 'value' }, spec),
      ]);
      mapped = withOption(mapped, keys, pairs);
    }
  }
  return mapped;
}
