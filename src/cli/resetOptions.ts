// `--reset PATH`: what a profile says of an option does not count, so that its default does.
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { withOption } from '../profiles/mapTexts.ts';
import { type Option, options as allOptions } from '../profiles/optionSpec.ts';
import { unknownKey } from '../profiles/profileFields.ts';
import { ArgumentError } from './argumentError.ts';

const resettable = allOptions.filter(({ path }) => path !== 'url');

/** Paths of options, and of groups of them: `tls` stands for all of `tls.…`. */
const known: readonly string[] = [...new Set(resettable.flatMap(({ path, keys: [group] }) => [path, group as string]))];

/** The options at these paths, as a profile file writes them. Throws `ArgumentError` that names the nearest. */
export function optionsToReset(paths: readonly string[]): readonly Option[] {
  return paths.flatMap((path) => {
    if (path === 'url') throw new ArgumentError('--reset: a connection needs its URL, and it has no default.');
    const found = resettable.filter((option) => option.path === path || option.keys[0] === path);
    if (found.length === 0) throw new ArgumentError(`--reset: ${unknownKey(path, known)}`);
    return found;
  });
}

/** The saved options without those that are to be reset. */
export const withoutReset = <T extends ConnectionOptions>(saved: T, reset: readonly Option[]): T =>
  reset.reduce((left, { keys }) => withOption(left, keys, undefined), saved);
