import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';

/** A message that was kept beside a connection; a binary one as base64. */
export interface ImportedMessage {
  readonly name?: string;
  readonly body:
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'base64'; readonly base64: string };
}

export interface ImportedConnection {
  /** As the other tool called it; a connection without one has to be given a name. */
  readonly name?: string;
  readonly options: ConnectionOptions;
  readonly messages: readonly ImportedMessage[];
}

/** What a text of another tool holds, in our words. */
export interface Imported {
  /** What kind of text it was, to be said in a sentence: `a cURL command`. */
  readonly format: string;
  readonly connections: readonly ImportedConnection[];
  /** Values that the texts refer to as `${name}`. */
  readonly variables: Readonly<Record<string, string>>;
  /** What has no counterpart here, each a sentence that names it. Nothing is left out in silence. */
  readonly unmapped: readonly string[];
}

/** Where a reader collects what it found. */
export interface ImportNotes {
  readonly unmapped: string[];
  readonly variables: Record<string, string>;
}

export const importNotes = (): ImportNotes => ({ unmapped: [], variables: {} });

/** A connection's options while they are gathered. */
export type OptionsDraft = { -readonly [Key in keyof ConnectionOptions]: ConnectionOptions[Key] };

/** A text as a message. */
export function textMessage(text: string, name?: string): ImportedMessage {
  return { ...(name === undefined || name === '' ? {} : { name }), body: { kind: 'text', text } };
}
