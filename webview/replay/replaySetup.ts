import { type CheckControl, button, checkbox, dropdown, setValue, textField } from '../controls.ts';
import { el } from '../dom.ts';
import { environmentPicker } from '../connection/environmentPicker.ts';
import type { Panel } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import { type ReplaySettings, openSessions, placeOf } from './replaySettings.ts';

const OWN = [
  { value: 'file', label: 'On: as the file says' },
  { value: 'ask', label: 'On: another profile…' },
];
const MODES = [
  { value: 'reply', label: 'As fast as the replies come' },
  { value: 'timing', label: 'At the recorded times' },
];

/** Where and how fast the sequence runs again, and the buttons that run it. Shown between runs. */
export function replaySetup(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const change = (part: Partial<ReplaySettings>): void =>
    store.update(({ replaySetup: before }) => ({ replaySetup: { ...before, ...part } }));
  const place = el('span', {});
  const mode = dropdown(MODES, (value) => change({ timing: value === 'timing' }), {
    testid: 'replay-mode',
    'aria-label': 'How fast',
    title: 'How fast',
  });
  const factor = textField(undefined, (value) => change({ factor: value }), {
    testid: 'replay-factor',
    'aria-label': 'Factor of the recorded times: 0.5 is twice as fast',
    title: 'Factor of the recorded times: 0.5 is twice as fast',
    size: 5,
  });
  const ahead: CheckControl = checkbox('Wait for no reply', (checked) => change({ ahead: checked }), {
    testid: 'replay-ahead',
    title: 'Sends at its recorded time also what, in the recording, came after a reply that is still awaited',
  });
  store.watch(placesKey, () => {
    const choices = [
      ...OWN,
      ...openSessions(store.get()).map(({ id, title }) => ({ value: id, label: `In: ${title}` })),
    ];
    const about = 'The connection that the sequence runs on';
    const picker = dropdown(choices, (on) => change({ on }), {
      testid: 'replay-on',
      'aria-label': about,
      title: about,
    });
    const chosen = placeOf(store.get());
    setValue(picker, chosen.kind === 'session' ? chosen.session : chosen.kind);
    place.replaceChildren(picker);
  });
  store.watch(
    (state) => state.replaySetup,
    ({ timing, factor: typed, ahead: checked }) => {
      setValue(mode, timing ? 'timing' : 'reply');
      setValue(factor, typed);
      if (ahead.checked !== checked) ahead.checked = checked;
      factor.hidden = !timing;
      ahead.hidden = !timing;
    },
  );
  return el(
    'div',
    { class: 'replay-setup', testid: 'replay-setup' },
    place,
    environmentPicker(panel, 'replay-environment'),
    mode,
    factor,
    ahead,
    button('Run again', () => void actions.replayAgain(false), { testid: 'replay-again' }),
    button('Step by step', () => void actions.replayAgain(true), {
      testid: 'replay-step-by-step',
      appearance: 'secondary',
    }),
  );
}

const placesKey = (state: PanelState): string =>
  JSON.stringify([placeOf(state), ...openSessions(state).map(({ id, title }) => [id, title])]);
