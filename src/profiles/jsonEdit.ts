// Edits of JSON with comments that leave every other character alone: comments, order, spacing and line ends stay.
// Each function takes a well-formed text with a node of it, and gives the new text; the nodes are stale after that.
import { createScanner } from 'jsonc-parser';
import type { Node } from './jsonText.ts';

/** Adds a last element to an array, or with a key a last property to an object. */
export function append(text: string, container: Node, value: unknown, key?: string): string {
  const style = styleOf(text);
  const label = key === undefined ? '' : `${JSON.stringify(key)}: `;
  return insertLast(text, container, {
    inline: () => label + inline(value),
    at: (indent) => label + pretty(value, style, indent),
  });
}

/** Adds a last element as it is written elsewhere, comments and all; `written` begins in the column `indent` there. */
export function appendWritten(text: string, container: Node, written: string, indent: string): string {
  const { eol } = styleOf(text);
  const at = (wanted: string): string =>
    written
      .split(/\r\n|\r|\n/)
      .map((line, index) =>
        index === 0 ? line : wanted + (line.startsWith(indent) ? line.slice(indent.length) : line),
      )
      .join(eol);
  // A comment to the end of the line would swallow what follows on the same one.
  return insertLast(text, container, { inline: () => at(indentAt(text, container.offset)), at });
}

/** The text of a node with the indentation of its line. */
export function writtenText(text: string, node: Node): { readonly written: string; readonly indent: string } {
  return { written: text.slice(node.offset, endOf(node)), indent: indentAt(text, node.offset) };
}

/** A new member, for a container on one line and for one on lines of its own. */
interface NewMember {
  inline(): string;
  at(indent: string): string;
}

function insertLast(text: string, container: Node, member: NewMember): string {
  const style = styleOf(text);
  const close = endOf(container) - 1;
  const last = container.children?.at(-1);
  if (last === undefined) {
    const indent = indentAt(text, container.offset);
    const kept = text.slice(container.offset + 1, close).trimEnd();
    const inside = `${kept}${style.eol}${indent}${style.unit}${member.at(indent + style.unit)}${style.eol}${indent}`;
    return splice(text, container.offset + 1, close, inside);
  }
  const comma = commaAfter(text, last);
  const mark = comma === undefined ? ',' : '';
  const trailing = comma === undefined ? '' : ',';
  if (isOneLine(text, container)) {
    return splice(text, comma ?? endOf(last), comma ?? endOf(last), `${mark} ${member.inline()}${trailing}`);
  }
  const indent = startsLine(text, last.offset)
    ? indentAt(text, last.offset)
    : indentAt(text, container.offset) + style.unit;
  const at = endOfRemark(text, comma ?? endOf(last));
  const line = style.eol + indent + member.at(indent) + trailing;
  return splice(splice(text, at, at, line), endOf(last), endOf(last), mark);
}

/** Puts another value in the place of this one. */
export function replace(text: string, node: Node, value: unknown): string {
  const container = node.parent?.type === 'property' ? node.parent.parent : node.parent;
  const wasInline = (node.type === 'array' || node.type === 'object') && isOneLine(text, node) && node.length > 2;
  const short = wasInline || (container !== undefined && isOneLine(text, container));
  const style = styleOf(text);
  return splice(
    text,
    node.offset,
    endOf(node),
    short ? inline(value) : pretty(value, style, indentAt(text, node.offset)),
  );
}

/** Takes out an element or a property with its comma, and with the line that it leaves empty. */
export function remove(text: string, member: Node): string {
  const siblings = member.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(member) - 1];
  const comma = commaAfter(text, member);
  let from = member.offset;
  let to = comma ?? endOf(member);
  const remark = endOfRemark(text, to);
  const endsLine = /^[ \t]*(\/\/.*)?(\r?\n|\r|$)/.test(text.slice(to));
  if (startsLine(text, from) && endsLine) {
    // A remark on the member's own line goes with it; those above it stay.
    from -= indentAt(text, from).length;
    to = remark + (/^[ \t]*(\r\n|\n|\r|)/.exec(text.slice(remark))?.[0].length ?? 0);
  } else if (!startsLine(text, from) && (endsLine || siblings.at(-1) === member)) {
    // What follows stays as it is: the line's end, or the closing bracket with or without a space before it.
    from -= /[ \t]*$/.exec(text.slice(lineStart(text, from), from))?.[0].length ?? 0;
  } else {
    to += /^[ \t]*/.exec(text.slice(to))?.[0].length ?? 0;
  }
  const without = splice(text, from, to, '');
  const orphan = comma === undefined && previous !== undefined ? commaAfter(text, previous) : undefined;
  return orphan === undefined ? without : splice(without, orphan - 1, orphan, '');
}

/** A new text that holds this value. */
export function compose(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

interface Style {
  readonly eol: string;
  readonly unit: string;
}

function styleOf(text: string): Style {
  return {
    eol: /\r\n|\n/.exec(text)?.[0] ?? '\n',
    unit: /^(\t| +)(?=["{[])/m.exec(text)?.[1] ?? '  ',
  };
}

function pretty(value: unknown, { eol, unit }: Style, indent: string): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', eol + indent);
}

function inline(value: unknown): string {
  // JSON.stringify writes no line break inside a string, so each one is layout.
  return JSON.stringify(value, null, 1).replace(/\n */g, ' ');
}

function splice(text: string, from: number, to: number, put: string): string {
  return text.slice(0, from) + put + text.slice(to);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function isOneLine(text: string, node: Node): boolean {
  return !/[\r\n]/.test(text.slice(node.offset, endOf(node)));
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Where the comma that follows this node ends; undefined when none does. */
function commaAfter(text: string, node: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(node));
  scanner.scan();
  return text.charAt(scanner.getTokenOffset()) === ',' ? scanner.getPosition() : undefined;
}

/** Where the comments end that stand behind this offset on the same line. */
function endOfRemark(text: string, offset: number): number {
  return (
    offset + (/^(?:[ \t]*(?:\/\*(?:[^*\r\n]|\*(?!\/))*\*\/|\/\/[^\r\n]*))*/.exec(text.slice(offset))?.[0].length ?? 0)
  );
}
