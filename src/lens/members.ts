import { type JsonKind, membersOf, unquoted } from './jsonNodes.ts';
import type { LensField } from './reading.ts';

/** A JSON object of a message, with its members as they stand there. */
export interface Members {
  has(name: string): boolean;
  kind(name: string): JsonKind | undefined;
  /** The text of a string, the digits of a number; undefined for anything else. */
  text(name: string): string | undefined;
  /** The member exactly as it stands in the message. */
  raw(name: string): string | undefined;
  readonly names: readonly string[];
}

/** The members of a JSON object; undefined when the text is none. */
export function readMembers(text: string | undefined): Members | undefined {
  if (text === undefined || !text.trimStart().startsWith('{')) return undefined;
  const members = membersOf(text);
  if (members === undefined) return undefined;
  return {
    has: (name) => members.has(name),
    kind: (name) => members.get(name)?.kind,
    text: (name) => {
      const member = members.get(name);
      if (member?.kind === 'string') return unquoted(member.raw);
      return member?.kind === 'number' ? member.raw : undefined;
    },
    raw: (name) => members.get(name)?.raw,
    names: [...members.keys()],
  };
}

/** A field for each member that is there: containers as JSON, the rest as it stands. */
export function memberFields(
  members: Members,
  names: readonly (readonly [name: string, title: string])[],
): LensField[] {
  return names.flatMap(([name, title]): LensField[] => {
    const raw = members.raw(name);
    if (raw === undefined) return [];
    const kind = members.kind(name);
    return kind === 'object' || kind === 'array' ? [{ name: title, json: raw }] : [{ name: title, value: raw }];
  });
}
