import { append, compose } from './jsonEdit.ts';
import { type Node, memberOf, readJson } from './jsonText.ts';
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
  return done(append(text, list, written(freeName(name, list.children ?? []))));
}

/** Adds a message to a collection of the file, or without one to its own list; gets a number where its name is taken. */
export function addMessage(source: string, message: SavedMessage, collection?: string): Edited {
  const json = readJson(source);
  const [problem] = json.problems;
  if (problem !== undefined) return { ok: false, reason: 'broken', problem };
  const { root, text } = json;
  const done = (after: string): Edited => ({ ok: true, text: source.startsWith('\uFEFF') ? `\uFEFF${after}` : after });
  const owner =
    collection === undefined
      ? root
      : memberOf(root, 'collections')?.children?.find((node) => memberOf(node, 'name')?.value === collection);
  if (owner === undefined) {
    if (collection !== undefined) return addCollection(source, collection, [message]);
    const begun = compose({ messages: [messageToJson(message)] });
    return done(`${text.trimEnd()}${text.trim() === '' ? '' : '\n'}${begun}`);
  }
  const list = memberOf(owner, 'messages');
  if (list === undefined) return done(append(text, owner, [messageToJson(message)], 'messages'));
  if (list.type !== 'array') {
    const mend = '"messages" should be a list such as [ { "name": "…" } ]. Mend it, then try again.';
    return { ok: false, reason: 'broken', problem: json.problemAt(list.offset, mend) };
  }
  const name = freeName(message.name, list.children ?? []);
  return done(append(text, list, messageToJson({ ...message, name })));
}

function freeName(wanted: string, nodes: readonly Node[]): string {
  const taken = new Set(nodes.map((node): unknown => memberOf(node, 'name')?.value));
  let free = wanted;
  for (let number = 2; taken.has(free); number += 1) free = `${wanted} ${number}`;
  return free;
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
