import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { mapTexts } from '../../profiles/mapTexts.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Imported, ImportedConnection } from './imported.ts';

/**
 * Imported connections as profiles, in their order: each has a name that none of `taken` and no other has, and the values of
 * the variables that it refers to.
 */
export function profilesOf({ connections, variables }: Imported, taken: Iterable<string>): readonly Profile[] {
  const names = new Set(taken);
  return connections.map((connection) => {
    const name = freeName(connection, names);
    names.add(name);
    const values = valuesFor(connection.options, variables);
    return { name, ...connection.options, ...(Object.keys(values).length === 0 ? {} : { variables: values }) };
  });
}

function freeName({ name, options }: ImportedConnection, names: ReadonlySet<string>): string {
  const wanted = name?.trim() ?? '';
  const base = wanted === '' ? nameOfUrl(options.url) : wanted;
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? base : `${base} (${n})`;
    if (!names.has(candidate)) return candidate;
  }
}

/** Host and path: what tells connections apart, and no user name, password or query. */
function nameOfUrl(url: string): string {
  const [, place] = /^[a-z+]+:(?:\/\/)?(?:[^/?#@]*@)?([^?#]*)/i.exec(url) ?? [];
  return place?.replace(/\/$/, '') ?? url;
}

/** What the options refer to, and what those values refer to in turn. */
function valuesFor(options: ConnectionOptions, variables: Imported['variables']): Record<string, string> {
  const values: Record<string, string> = {};
  const look = (text: string): string => {
    for (const [, name = ''] of text.matchAll(/\$\{([^{}:]*)\}/g)) {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value === undefined || Object.hasOwn(values, name)) continue;
      values[name] = value;
      look(value);
    }
    return text;
  };
  mapTexts(options, look);
  return values;
}
