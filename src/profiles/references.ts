/** What a reference of the form `${kind:name}` asks for; a plain `${name}` asks for a variable. */
const referenceKinds = ['env', 'secret', 'input', 'config', 'command'] as const;

type ReferenceKind = (typeof referenceKinds)[number];

/** Names that need no kind because VS Code has them everywhere. */
const placeNames = [
  'workspaceFolder',
  'workspaceFolderBasename',
  'userHome',
  'pathSeparator',
  'file',
  'fileBasename',
  'fileDirname',
] as const;

/** A reference as it is written between `${` and `}`. */
export type Reference =
  | { readonly kind: 'variable'; readonly name: string }
  /** `folder` is set for `${workspaceFolder:folder}`. */
  | { readonly kind: 'place'; readonly name: string; readonly folder?: string }
  | { readonly kind: ReferenceKind; readonly name: string }
  /** Neither; `message` says how to mend it. */
  | { readonly kind: 'unknown'; readonly name: string; readonly message: string };

/** A reference of a text. `offset` counts from its `$`, in UTF-16 units. */
export interface FoundReference {
  readonly reference: Reference;
  readonly offset: number;
}

const pattern = /\$\{([^{}]*)\}/g;

/** Whether the text refers to a variable, so that it cannot be judged before that is filled in. */
export function hasVariable(text: string): boolean {
  return /\$\{[^{}]*\}/.test(text);
}

/** Every reference of a text, in order. */
export function referencesIn(text: string): readonly FoundReference[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    reference: parseReference(match[1] ?? ''),
    offset: match.index,
  }));
}

/** The text with each reference replaced; undefined leaves it as it is written. */
export function replaceReferences(
  text: string,
  put: (reference: Reference, offset: number) => string | undefined,
): string {
  return text.replace(
    pattern,
    (whole: string, name: string, offset: number) => put(parseReference(name), offset) ?? whole,
  );
}

/** The reference as it is written. */
export function writeReference(reference: Reference): string {
  switch (reference.kind) {
    case 'variable':
    case 'unknown':
      return `\${${reference.name}}`;
    case 'place':
      return `\${${reference.name}${reference.folder === undefined ? '' : `:${reference.folder}`}}`;
    case 'env':
    case 'secret':
    case 'input':
    case 'config':
    case 'command':
      return `\${${reference.kind}:${reference.name}}`;
  }
}

function parseReference(written: string): Reference {
  const colon = written.indexOf(':');
  const head = colon < 0 ? written : written.slice(0, colon);
  const rest = colon < 0 ? undefined : written.slice(colon + 1);
  const place = placeNames.find((known) => known === head);
  if (place !== undefined && rest === undefined) return { kind: 'place', name: place };
  if (place !== undefined && rest !== undefined) {
    if (/^workspaceFolder/.test(place) && rest !== '') return { kind: 'place', name: place, folder: rest };
    return unknown(written, `Write \${${place}}, or \${workspaceFolder:NAME} for a certain folder.`);
  }
  if (rest === undefined) {
    if (isVariableName(written)) return { kind: 'variable', name: written };
    return unknown(written, `${namesAre} Or write \${env:NAME} for an environment variable.`);
  }
  const kind = referenceKinds.find((known) => known === head);
  if (kind === undefined)
    return unknown(written, `Known are ${kindsInWords}, and \${name} for a variable of the file.`);
  if (rest.trim() === '') return unknown(written, `A name is missing: write \${${kind}:NAME}.`);
  return { kind, name: rest };
}

/** What `${name}` may be called: a letter, then letters, digits, `_`, `-` and `.`. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(name) && !placeNames.some((place) => place === name);
}

export const namesAre = 'A variable is called by letters, digits, "_", "-" and "." and begins with a letter.';

const kindsInWords = referenceKinds.map((kind) => `\${${kind}:…}`).join(', ');

const unknown = (name: string, mend: string): Reference => ({
  kind: 'unknown',
  name,
  message: `\${${name.length > 60 ? `${name.slice(0, 59)}…` : name}} is not known. ${mend}`,
});
