import { button, dropdown, setValue, textField } from '../controls.ts';
import { el } from '../dom.ts';
import { fieldProblem } from '../fieldProblem.ts';
import type { Panel } from '../panel.ts';

export interface SaveProfile {
  readonly element: HTMLElement;
  toggle(): void;
}

/** A small form that saves the connection under a name, in a folder's file or in the user's; the loaded profile is edited in place. */
export function saveProfile({ store, actions }: Panel, closed: () => void): SaveProfile {
  const typed = (): void => {
    problem.show('');
    showWhat();
  };
  const name = textField('Profile name', typed, { testid: 'profile-name', class: 'profile-name' });
  const problem = fieldProblem(name);
  let file = '';
  const scopePlace = el('span', { class: 'scope-place' });

  const run = async (): Promise<void> => {
    const wanted = name.value.trim();
    if (wanted === '') {
      problem.show('Give the profile a name.');
      name.focus();
      return;
    }
    const hindered = await actions.saveProfile(wanted, file, edits());
    problem.show(hindered === undefined ? '' : `Not saved. ${hindered}`);
    if (hindered === undefined) close();
  };
  /** The profile that is loaded is what would be written. */
  const edits = (): boolean => {
    const { profile } = store.get();
    return profile?.name === name.value.trim() && profile.file === file;
  };
  const close = (): void => {
    element.hidden = true;
    closed();
  };

  const save = button('Save', () => void run(), { testid: 'profile-save-confirm' });
  const showWhat = (): void => {
    const words = edits() ? 'Save changes' : 'Save';
    if (save.textContent !== words) save.textContent = words;
  };

  const element = el(
    'div',
    { class: 'save-profile-form', role: 'group', 'aria-label': 'Save profile', hidden: true },
    name,
    scopePlace,
    save,
    button('Cancel', close, { appearance: 'secondary' }),
    problem.element,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && event.target === name) void run();
  });

  // Another connection is shown: the form was about the one before, and a failure needs the room.
  store.watch(
    (state) => state.active,
    () => {
      element.hidden = true;
    },
  );

  // Made when the form opens: the folders may be others now.
  const makeScope = (): void => {
    const { places, profile } = store.get();
    const first = places.find((place) => place.file === profile?.file) ?? places[0];
    file = first?.file ?? '';
    const sorted = [...(first === undefined ? [] : [first]), ...places.filter((place) => place !== first)];
    const choices = sorted.map((place) => ({ value: place.file, label: place.label }));
    const choose = (value: string): void => {
      file = value;
      showWhat();
    };
    scopePlace.replaceChildren(
      dropdown(choices, choose, { testid: 'profile-scope', class: 'profile-scope', 'aria-label': 'Where to save' }),
    );
  };

  return {
    element,
    toggle: () => {
      if (!element.hidden) {
        close();
        return;
      }
      makeScope();
      setValue(name, store.get().profile?.name ?? name.value);
      problem.show('');
      showWhat();
      element.hidden = false;
      name.focus();
    },
  };
}
