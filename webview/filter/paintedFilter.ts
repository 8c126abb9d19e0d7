import type { FilterProblem } from '../../src/capture/filter/language/filter.ts';
import { highlight } from '../../src/capture/filter/language/highlight.ts';
import { type Child, el } from '../dom.ts';

/** A filter's text in pieces of their own colour, the mistake in it underlined. Together they are exactly the text. */
export function painted(text: string, problem: FilterProblem | undefined): Child[] {
  const ranges = highlight(text);
  const wrongFrom = problem?.offset ?? text.length;
  const wrongTo = problem === undefined ? text.length : Math.min(text.length, problem.offset + problem.length);
  const cuts = new Set([0, text.length, wrongFrom, wrongTo, ...ranges.flatMap(({ start, end }) => [start, end])]);
  const places = [...cuts].filter((place) => place <= text.length).sort((a, b) => a - b);
  const pieces: Child[] = [];
  for (const [index, start] of places.entries()) {
    const end = places[index + 1];
    if (end === undefined) break;
    const kind = ranges.find((range) => range.start <= start && end <= range.end)?.kind;
    const wrong = problem !== undefined && start >= wrongFrom && end <= wrongTo;
    const names = [kind === undefined ? undefined : `filter-${kind}`, wrong ? 'filter-wrong' : undefined];
    const classes = names.filter((name) => name !== undefined).join(' ');
    pieces.push(classes === '' ? text.slice(start, end) : el('span', { class: classes }, text.slice(start, end)));
  }
  // A mistake at the end has nothing under it: a blank shows the place.
  if (problem !== undefined && wrongFrom >= text.length) pieces.push(el('span', { class: 'filter-wrong' }, ' '));
  return pieces;
}
