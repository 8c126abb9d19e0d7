import { workspace } from 'vscode';
import type { ConnectionOptions, TlsOptions } from '../profiles/connectionOptions.ts';
import { type LeafSpec, options as allOptions } from '../profiles/optionSpec.ts';

/** Options that have a setting `defaults.` with their path, which counts where neither profile nor form says what they are. */
export const withDefault = [
  'dnsTimeout',
  'connectTimeout',
  'tlsTimeout',
  'handshakeTimeout',
  'idleTimeout',
  'proxy',
  'tls.verify',
  'tls.minVersion',
] as const;

/** The options that the user's settings give to every connection that does not set them itself. */
export function connectionDefaults(): Partial<ConnectionOptions> {
  const configuration = workspace.getConfiguration('websocketInspector');
  let given: Readonly<Record<string, unknown>> = {};
  for (const { path, keys, spec } of allOptions) {
    if (!withDefault.some((one) => one === path)) continue;
    const value = configuration.get<unknown>(`defaults.${path}`);
    if (!fits(value, spec)) continue;
    const [field, part] = keys;
    given = {
      ...given,
      [field]: part === undefined ? value : { ...(given[field] as object | undefined), [part]: value },
    };
  }
  return given;
}

/** Settings are written by hand: null, the empty text and what is of another kind stand for the option's own default. */
function fits(value: unknown, spec: LeafSpec): boolean {
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return value === !spec.default;
    case 'choice':
      return spec.choices.some((choice) => choice.value === value);
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'list':
    case 'pairs':
      return false;
  }
}

/** The options with those defaults where they say nothing; of groups, key by key. */
export function withDefaults(options: ConnectionOptions, defaults: Partial<ConnectionOptions>): ConnectionOptions {
  const merged = { ...defaults, ...options };
  if (defaults.tls === undefined || options.tls === undefined) return merged;
  return { ...merged, tls: { ...defaultTls(options.tls, defaults.tls), ...options.tls } };
}

/** Whoever names the newest version means the versions up to it: no older default may stand against that. */
function defaultTls({ maxVersion }: TlsOptions, { minVersion, ...defaults }: TlsOptions): TlsOptions {
  return maxVersion === undefined && minVersion !== undefined ? { ...defaults, minVersion } : defaults;
}
