import type { Option } from './optionSpec.ts';

/** The command line's flag for an option, without the dashes: `tls.minVersion` is `tls-min-version`. */
export function flagName({ path, spec }: Option): string {
  const name =
    spec.flag ??
    path
      .replace(/[A-Z]/g, (letter) => `-${letter}`)
      .replaceAll('.', '-')
      .toLowerCase();
  // A flag stands for the opposite of the default; one with a name of its own says so itself.
  return spec.kind === 'flag' && spec.default && spec.flag === undefined ? `no-${name}` : name;
}
