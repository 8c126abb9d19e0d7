import { tokenize } from '../../src/capture/filter/language/tokens.ts';
import { el, icon, setAttribute } from '../dom.ts';

interface Quick {
  readonly key: string;
  readonly value: string;
  readonly label: string;
  readonly title: string;
  readonly icon?: string;
}

const QUICK: readonly Quick[] = [
  { key: 'from', value: 'client', label: 'Client', title: 'Frames from the client', icon: 'arrow-up' },
  { key: 'from', value: 'server', label: 'Server', title: 'Frames from the server', icon: 'arrow-down' },
  { key: 'opcode', value: 'text', label: 'Text', title: 'Text frames' },
  { key: 'opcode', value: 'binary', label: 'Binary', title: 'Binary frames' },
  { key: 'opcode', value: 'control', label: 'Control', title: 'Close, Ping and Pong frames' },
  { key: 'violation', value: 'any', label: 'Violations', title: 'Frames that break a rule', icon: 'warning' },
];

export interface QuickFilters {
  readonly element: HTMLElement;
  /** Paints the buttons as the filter has them. */
  show(text: string): void;
}

/** Buttons for what is asked for most: each puts its condition into the filter, or takes it out. */
export function quickFilters(current: () => string, choose: (text: string) => void): QuickFilters {
  const buttons = QUICK.map((quick) => ({
    quick,
    element: el(
      'button',
      {
        type: 'button',
        class: 'quick',
        testid: `quick-${quick.key}-${quick.value}`,
        title: quick.title,
        'aria-pressed': 'false',
        on: { click: () => choose(withTerm(current(), quick.key, quick.value)) },
      },
      quick.icon !== undefined && icon(quick.icon),
      quick.label,
    ),
  }));
  return {
    element: el(
      'div',
      { class: 'quick-filters', role: 'group', 'aria-label': 'Quick filters' },
      ...buttons.map(({ element }) => element),
    ),
    show: (text) => {
      for (const { quick, element } of buttons) {
        setAttribute(element, 'aria-pressed', String(valuesOf(text, quick.key).includes(quick.value)));
      }
    },
  };
}

/** The values of the key that stand in the filter by themselves, not negated and in no bracket. */
function valuesOf(text: string, key: string): readonly string[] {
  return termOf(text, key)?.values ?? [];
}

function termOf(text: string, key: string) {
  const { tokens } = tokenize(text);
  if (tokens.some(({ kind }) => kind === 'or')) return undefined;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    if (token.kind !== 'term' || token.key !== key || depth > 0 || tokens[index - 1]?.kind === 'not') continue;
    return { token, values: token.value.split(',') };
  }
  return undefined;
}

/** The filter with that value of the key, or without it when it is there. Values of one key are alternatives. */
export function withTerm(text: string, key: string, value: string): string {
  const found = termOf(text, key);
  if (found === undefined) {
    const rest = text.trim();
    // What is joined by "or" stays one condition beside the new one.
    const joined = tokenize(rest).tokens.some(({ kind }) => kind === 'or') ? `(${rest})` : rest;
    return joined === '' ? `${key}:${value}` : `${joined} ${key}:${value}`;
  }
  const { token, values } = found;
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  const term = next.length === 0 ? '' : `${key}:${next.join(',')}`;
  return `${text.slice(0, token.start)}${term}${text.slice(token.end)}`.replace(/ {2,}/g, ' ').trim();
}
