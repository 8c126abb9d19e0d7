import { append, compose } from './jsonEdit.ts';
import { memberOf, readJson } from './jsonText.ts';
import type { Edited } from './profileEdit.ts';
import type { SavedMessage } from './savedMessages.ts';

/** Adds messages to the file of saved connections as a collection of this name; one of that name is left as it is, and this gets a number. */
export function addCollection(source: string, name: string, messages: readonly SavedMessage[]): Edited {
  const json = readJson(source);
  const [problem] = json.problems;
  if (problem !== undefined) return { ok: false, reason: 'broken', problem };
  const { root, text } = json;
  const written = (free: string): object => ({ name: free, messages: messages.map(messageToJson) });
  const done = (after: string): Edited => ({ ok: true, text: source.startsWith('\uFEFF') ? `\uFEFF${after}` : after });
  if (root === undefined)
    return done(`${text.trimEnd()}${text.trim() === '' ? '' : '\n'}${compose({ collections: [written(name)] })}`);
  const list = memberOf(root, 'collections');
  if (list === undefined) return done(append(text, root, [written(name)], 'collections'));
  if (list.type !== 'array') {
    const message = '"collections" should be a list such as [ { "name": "…" } ]. Mend it, then try again.';
    return { ok: false, reason: 'broken', problem: json.problemAt(list.offset, message) };
  }
  const taken = new Set((list.children ?? []).map((node): unknown => memberOf(node, 'name')?.value));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return done(append(text, list, written(free)));
}

function messageToJson({ name, description, payload }: SavedMessage): object {
  const body =
    payload.kind === 'text'
      ? { text: payload.text }
      : payload.kind === 'hex'
        ? { hex: payload.hex }
        : { base64: payload.base64 };
  return { name, ...(description === undefined ? {} : { description }), ...body };
}
