import { dropdown, setValue } from '../controls.ts';
import { el } from '../dom.ts';
import type { Panel } from '../panel.ts';

const NONE = { value: '', label: 'No environment' };

/** The switch between the environments of the profile files; hidden while there are none. */
export function environmentPicker({ store, actions }: Panel, testid = 'environment'): HTMLElement {
  const place = el('span', { class: 'environment', hidden: true });
  const show = (): void => {
    const picker = place.querySelector<HTMLElement & { value: string }>('vscode-dropdown');
    if (picker !== null) setValue(picker, store.get().environments.active ?? '');
  };
  store.watch(
    (state) => JSON.stringify(state.environments.names),
    () => {
      const { names } = store.get().environments;
      place.hidden = names.length === 0;
      const choices = [NONE, ...names.map((name) => ({ value: name, label: name }))];
      const choose = (value: string): void => {
        // The toolkit tells of every change, also of those that do not come from the user.
        const active = store.get().environments.active ?? '';
        if (value !== active) void actions.chooseEnvironment(value === '' ? undefined : value);
      };
      const about = 'Environment: the set of variables that profiles use';
      const picker = dropdown(choices, choose, { testid, 'aria-label': about, title: about });
      place.replaceChildren(picker);
      show();
    },
  );
  store.watch((state) => state.environments.active, show);
  return place;
}
