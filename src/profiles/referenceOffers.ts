import type { Values } from './profile.ts';

/** A reference that can stand at a place, as it is written between `${` and `}`. */
export interface ReferenceOffer {
  readonly name: string;
  /** What it stands for, or where it comes from; never a secret's value. */
  readonly detail: string;
  /** It is the beginning of one: a name follows. */
  readonly partial?: true;
}

/** What is known where the offer is made. */
export interface KnownReferences {
  /** Sets of variables with what each is called, the first that has a name counts. */
  readonly sets: readonly { readonly label: string; readonly values: Values }[];
  readonly inputs: readonly { readonly id: string; readonly description?: string | undefined }[];
  readonly secrets: readonly string[];
  readonly env: readonly string[];
  readonly settings: readonly string[];
  readonly folders: readonly string[];
}

const places: readonly (readonly [name: string, detail: string])[] = [
  ['workspaceFolder', 'path of the folder'],
  ['workspaceFolderBasename', "the folder's name"],
  ['userHome', 'path of your home folder'],
  ['pathSeparator', '/ or \\'],
  ['file', 'path of the file in the editor'],
  ['fileBasename', "the name of the editor's file"],
  ['fileDirname', "the folder of the editor's file"],
];

const kinds: readonly (readonly [kind: string, detail: string])[] = [
  ['secret:', "a secret of VS Code's secret storage"],
  ['input:', 'an entry of "inputs", asked for when the connection is opened'],
  ['env:', 'an environment variable'],
  ['config:', 'a setting of VS Code'],
  ['command:', 'the answer of a command'],
  ['workspaceFolder:', 'path of the folder of that name'],
];

/** All that can stand in the place of what is written between `${` and the cursor; `show` masks a variable's value. */
export function referenceOffers(
  written: string,
  known: KnownReferences,
  show: (name: string, value: string) => string,
): readonly ReferenceOffer[] {
  const kind = /^[A-Za-z]+:/.exec(written)?.[0];
  const named = (names: readonly string[], detail: string): readonly ReferenceOffer[] =>
    names.map((name) => ({ name: `${kind ?? ''}${name}`, detail }));
  switch (kind) {
    case undefined:
      return [
        ...variables(known, show),
        ...kinds.map(([name, detail]) => ({ name, detail, partial: true }) as const),
        ...places.map(([name, detail]) => ({ name, detail })),
      ];
    case 'secret:':
      return named(known.secrets, 'secret');
    case 'input:':
      return known.inputs.map(({ id, description }) => ({ name: `input:${id}`, detail: description ?? 'input' }));
    case 'env:':
      return named(known.env, 'environment variable');
    case 'config:':
      return named(known.settings, 'setting');
    case 'workspaceFolder:':
      return named(known.folders, 'folder');
    default:
      return [];
  }
}

function variables(
  { sets }: KnownReferences,
  show: (name: string, value: string) => string,
): readonly ReferenceOffer[] {
  const found = new Map<string, ReferenceOffer>();
  for (const { label, values } of sets) {
    for (const [name, value] of Object.entries(values)) {
      if (!found.has(name)) found.set(name, { name, detail: `${show(name, value)}, from ${label}` });
    }
  }
  return [...found.values()];
}

/** What is written between the last `${` before the cursor and the cursor; undefined when the cursor is in no reference. */
export function referenceAt(
  line: string,
  character: number,
): { readonly written: string; readonly end: number } | undefined {
  const written = /\$\{([^{}"]*)$/.exec(line.slice(0, character))?.[1];
  if (written === undefined) return undefined;
  const rest = /^[^{}"\s]*\}/.exec(line.slice(character))?.[0];
  // Up to the brace that closes it already, else nothing of what follows belongs to it.
  return { written, end: character + (rest === undefined ? 0 : rest.length) };
}
