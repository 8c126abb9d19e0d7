import { jsonNodes } from '../../src/lens/jsonNodes.ts';
import type { LensField, Reading } from '../../src/lens/reading.ts';
import { el, icon } from '../dom.ts';
import { jsonRows } from './jsonTree.ts';
import { type TreeItem, treeView } from './treeView.ts';
import { visibleNodes } from './visibleText.ts';

const MAX_SHOWN = 4000;

/** What the message means in its protocol: a sentence, and all its parts as a tree. */
export function meaningView({ protocol, summary, fields, problem }: Reading): HTMLElement {
  return el(
    'div',
    { class: 'meaning', testid: 'detail-meaning' },
    el('p', { class: 'meaning-summary' }, el('strong', {}, protocol), ': ', ...visibleNodes(summary)),
    problem !== undefined && el('p', { class: 'meaning-problem' }, icon('warning'), ' ', problem),
    fields.length > 0 &&
      treeView(`${protocol} message`, fields.map(fieldItem), undefined, { class: 'json-tree mono' }).element,
  );
}

function fieldItem(field: LensField): TreeItem {
  const { name, value, note, json, range, children } = field;
  const inside = json === undefined ? undefined : jsonItems(json);
  const items = inside ?? (children === undefined || children.length === 0 ? undefined : children.map(fieldItem));
  // What is called JSON by its place may be none.
  const shown = value ?? (json !== undefined && inside === undefined ? json : undefined);
  const place =
    range === undefined
      ? undefined
      : `${range.end - range.start === 1 ? 'byte' : 'bytes'} ${range.start}–${range.end - 1}`;
  // A value alone stands in the field's own row.
  const [only, another] = inside ?? [];
  const row = another === undefined ? only : undefined;
  return {
    content: () => [
      el('span', { class: 'json-key', title: place }, ...visibleNodes(name)),
      ...(row === undefined ? [] : [': ', ...row.content()]),
      ...(shown === undefined
        ? []
        : [': ', el('span', { class: 'field-value' }, ...visibleNodes(shown.slice(0, MAX_SHOWN)))]),
      ...(note === undefined ? [] : [el('span', { class: 'json-count' }, ...visibleNodes(note))]),
    ],
    ...(row !== undefined
      ? { ...(row.children === undefined ? {} : { children: row.children }), open: row.open === true }
      : items === undefined
        ? {}
        : { children: () => items, open: true }),
  };
}

function jsonItems(text: string): readonly TreeItem[] | undefined {
  const read = jsonNodes(text, 100_000);
  return read.ok ? jsonRows(text, read.nodes).roots : undefined;
}
