import { setValue, textField } from '../controls.ts';
import { el, setText } from '../dom.ts';
import { plural } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import { counts } from './authFields.ts';
import { textAt } from './draftFields.ts';
import type { OptionField } from './optionField.ts';
import { fitsSearch } from './optionSearch.ts';
import type { OptionSection } from './optionSection.ts';

export interface OptionFilter {
  /** The search field, and how much it found. */
  readonly element: HTMLElement;
  /** Ends the search. */
  clear(): void;
}

/** Shows of the form what is searched for, and of the credentials those that count. `searched` is called for what the user types. */
export function optionFilter({ store }: Panel, sections: readonly OptionSection[], searched: () => void): OptionFilter {
  const typed = (): void => {
    apply();
    searched();
  };
  const search = textField(undefined, typed, {
    testid: 'option-search',
    class: 'option-search',
    'aria-label': 'Search options',
    placeholder: 'Search options',
  });
  const found = el('p', { class: 'options-found', role: 'status', testid: 'options-found' });

  const apply = (): void => {
    const query = search.value.trim();
    const authType = textAt(store.get().fields, 'auth.type');
    const fits = ({ option }: OptionField): boolean => counts(option.path, authType) && fitsSearch(option, query);
    for (const section of sections) section.filter(query !== '', fits);
    const shown = sections.flatMap(({ fields }) => fields.filter(fits)).length;
    setText(found, query === '' ? '' : shown === 0 ? 'No option has these words.' : plural(shown, 'option'));
  };
  const clear = (): void => {
    setValue(search, '');
    apply();
  };
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || search.value === '') return;
    event.stopPropagation();
    clear();
  });
  store.watch((state) => state.fields['auth.type'], apply);
  return { element: el('div', { class: 'options-head' }, search, found), clear };
}
