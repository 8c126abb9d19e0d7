import { unquoted } from '../../src/lens/jsonNodes.ts';
import { button } from '../controls.ts';
import { el, fill, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { decodedSections } from './decodedView.ts';
import type { JsonPlace } from './jsonTree.ts';
import type { PayloadSource } from './payload.ts';
import { trouble } from '../trouble.ts';

/** A value longer than this is no value to filter by. */
const MAX_FILTER_VALUE = 200;

export interface JsonActions {
  readonly element: HTMLElement;
  readonly show: (place: JsonPlace) => void;
}

/** What can be done with the value that is chosen in the tree: its path, itself, frames like it, a step of a sequence; and what it holds when it is encoded. */
export function jsonActions({ store, actions, call }: Panel, source: PayloadSource): JsonActions {
  let place: JsonPlace | undefined;
  const path = el('code', { class: 'json-path', testid: 'json-path' });
  const decoded = el('div', { class: 'json-decoded' });
  const copy = (what: string, text: () => string) => (): void => {
    call('clipboard.write', { text: text() }).then(
      () => store.update({ said: `${what} copied.` }),
      (error: unknown) => store.update(trouble(error)),
    );
  };
  const copyValue = button(
    'Copy value',
    copy('Value', () => copied(place)),
    { appearance: 'secondary', testid: 'copy-value' },
  );
  const filter = button(
    'Filter by this value',
    () => {
      const wish = place === undefined ? undefined : filterFor(place);
      if (wish !== undefined) actions.filterBy(wish);
    },
    { appearance: 'secondary', testid: 'filter-by-value' },
  );
  const addStep = (): void => {
    call('sequence.add', { ...source, path: place?.path }, { timeoutMs: 0 }).then(
      ({ file }) => store.update(file === undefined ? {} : { said: `Step added to ${file}.` }),
      (error: unknown) => store.update(trouble(error)),
    );
  };
  const plain = { appearance: 'secondary' };
  const element = el(
    'div',
    { class: 'json-actions', role: 'group', 'aria-label': 'The chosen value', hidden: true },
    path,
    el(
      'span',
      { class: 'json-buttons' },
      button(
        'Copy path',
        copy('Path', () => place?.path ?? ''),
        { ...plain, testid: 'copy-path' },
      ),
      copyValue,
      filter,
      button('Use in sequence', addStep, {
        ...plain,
        testid: 'use-in-sequence',
        title: 'Expect a value at this path, and keep it as a variable',
      }),
    ),
    decoded,
  );
  return {
    element,
    show: (next) => {
      place = next;
      element.hidden = false;
      setText(path, next.path);
      const isWhole = next.node.cut !== true;
      // Half a value is worse than none.
      copyValue.disabled = !isWhole;
      filter.disabled = filterFor(next) === undefined;
      const text = next.node.kind === 'string' && isWhole ? unquoted(next.source) : undefined;
      fill(decoded);
      if (text !== undefined) {
        decodedSections(text, (params) => call('payload.inflate', params)).then(
          (sections) => {
            if (place === next) fill(decoded, ...sections);
          },
          (error: unknown) => store.update(trouble(error)),
        );
      }
    },
  };
}

/** A string as it reads, everything else as it stands in the source. */
const copied = (place: JsonPlace | undefined): string =>
  place === undefined ? '' : place.node.kind === 'string' ? unquoted(place.source) : place.source;

/** The filter that finds frames with this value at this place; undefined where no filter can. */
export function filterFor({ node, path, source }: JsonPlace): string | undefined {
  if (node.kind === 'object' || node.kind === 'array' || node.cut === true || source.length > MAX_FILTER_VALUE)
    return undefined;
  return `json:${path}==${source}`;
}
