import { button, dropdown, setValue, textField } from '../controls.ts';
import { el } from '../dom.ts';
import { fieldProblem } from '../fieldProblem.ts';
import type { Panel } from '../panel.ts';

export interface SaveProfile {
  readonly element: HTMLElement;
  toggle(): void;
}

/** A small form that saves the connection under a name, for this workspace or for the user everywhere. */
export function saveProfile({ store, actions }: Panel, closed: () => void): SaveProfile {
  const name = textField('Profile name', () => problem.show(''), { testid: 'profile-name', class: 'profile-name' });
  const problem = fieldProblem(name);
  let scope: 'workspace' | 'user' = 'user';
  const scopePlace = el('span', { class: 'scope-place' });

  const save = async (): Promise<void> => {
    const wanted = name.value.trim();
    if (wanted === '') {
      problem.show('Give the profile a name.');
      name.focus();
      return;
    }
    const hindered = await actions.saveProfile(wanted, scope);
    problem.show(hindered === undefined ? '' : `Not saved. ${hindered}`);
    if (hindered === undefined) close();
  };
  const close = (): void => {
    element.hidden = true;
    closed();
  };

  const element = el(
    'div',
    { class: 'save-profile-form', role: 'group', 'aria-label': 'Save profile', hidden: true },
    name,
    scopePlace,
    button('Save', () => void save(), { testid: 'profile-save-confirm' }),
    button('Cancel', close, { appearance: 'secondary' }),
    problem.element,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && event.target === name) void save();
  });

  // Another connection is shown: the form was about the one before, and a failure needs the room.
  store.watch(
    (state) => state.active,
    () => {
      element.hidden = true;
    },
  );

  // Made when the form opens: whether there is a workspace may have changed.
  const makeScope = (): void => {
    const { canSaveToWorkspace } = store.get();
    const choices = [
      { value: 'workspace', label: 'In this workspace' },
      { value: 'user', label: 'For me, everywhere' },
    ].slice(canSaveToWorkspace ? 0 : 1);
    scope = canSaveToWorkspace ? 'workspace' : 'user';
    const choose = (value: string): void => {
      scope = value === 'workspace' ? 'workspace' : 'user';
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
      element.hidden = false;
      name.focus();
    },
  };
}
