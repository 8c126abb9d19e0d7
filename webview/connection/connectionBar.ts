import { isLive } from '../../src/contract/liveSession.ts';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { button, iconButton, setValue, textField } from '../controls.ts';
import { options as allOptions, optionSpec } from '../../src/profiles/optionSpec.ts';
import { el, fill, icon, setText } from '../dom.ts';
import { fieldProblem } from '../fieldProblem.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { isChanged, textAt } from './draftFields.ts';
import { adviceView } from './adviceView.ts';
import { environmentPicker } from './environmentPicker.ts';
import { insecurities } from './insecure.ts';
import { optionsForm } from './optionsForm.ts';
import { problemText } from './problemText.ts';
import { saveProfile } from './saveProfile.ts';
import { secretCover } from './secretCover.ts';
import { unkeptText } from './secretFields.ts';
import { secretMover } from './secretMover.ts';
import { sessionStatus } from './sessionStatus.ts';

/** The top of the page: the connection as it is typed, what can be done with it, and what became of it. */
export function connectionBar(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const url = textField(undefined, (value) => actions.edit({ url: value }), {
    testid: 'url',
    class: 'url',
    'aria-label': 'WebSocket URL',
    placeholder: 'wss://example.com/socket',
  });
  const urlProblem = fieldProblem(url);
  const cover = secretCover(url, { path: 'url', spec: optionSpec.url });
  url.addEventListener('keydown', (event) => {
    // Also while another connection is open: it goes on beside the new one.
    if (event.key === 'Enter' && activeSession(store.get())?.state !== 'connecting') void actions.connect();
  });
  store.watch(
    (state) => state.fields.url,
    (value) => {
      cover.show(value);
      setValue(url, value);
    },
  );
  store.watch(
    (state) => state.problems,
    (problems) => urlProblem.show(problemText(problems, 'url', store.get().fields)),
  );

  const urlNote = el('div', { class: 'field-note' });
  store.watch(
    (state) => unkeptText(state.unkept, 'url'),
    (note) => setText(urlNote, note),
  );

  const connect = button('Connect', () => void actions.connect(), { testid: 'connect', class: 'connect' });
  const disconnect = button('Disconnect', () => void end(), {
    testid: 'disconnect',
    class: 'connect',
    appearance: 'secondary',
  });
  const end = (): Promise<void> =>
    activeSession(store.get())?.state === 'open' ? actions.disconnect(1000, '') : actions.cancel();
  store.watch(
    (state) => `${activeSession(state)?.state ?? ''} ${state.opening}`,
    () => {
      const { opening } = store.get();
      const session = activeSession(store.get());
      const live = session !== undefined && isLive(session);
      connect.hidden = live;
      connect.disabled = opening;
      disconnect.hidden = !live;
      fill(disconnect, session?.state === 'open' ? 'Disconnect' : 'Cancel');
    },
  );

  const warnings = el('div', { class: 'insecure' });
  store.watch(
    ({ fields }) => insecurities(fields.url, fields['tls.verify'] !== false, textAt(fields, 'connectTo')).join('\n'),
    (sentences) => fill(warnings, ...sentences.split('\n').filter(Boolean).map(warning)),
  );

  return el(
    'header',
    { class: 'connection' },
    el('h1', { class: 'only-read' }, 'WebSocket Inspector'),
    el('div', { class: 'connection-row' }, url, connect, disconnect),
    cover.element,
    urlProblem.element,
    urlNote,
    secretMover(panel, { path: 'url', spec: optionSpec.url }),
    warnings,
    ...toolRow(panel),
    adviceView(panel),
  );
}

const messagesOf = (session: SessionSnapshot | undefined): number =>
  session === undefined ? 0 : session.client.messages + session.server.messages;

/** Said where `localhost` would mislead: the sockets are another machine's. */
function openedFrom({ store }: Panel): HTMLElement {
  const words = el('span');
  const place = el('p', { class: 'opened-from', testid: 'opened-from', hidden: true }, icon('remote'), words);
  store.watch(
    (state) => state.from,
    (sentence) => {
      place.hidden = sentence === undefined;
      setText(words, sentence ?? '');
      // One line: a narrow panel shows its beginning.
      place.title = sentence ?? '';
    },
  );
  return place;
}

const warning = (sentence: string): HTMLElement =>
  el('p', { class: 'warning', testid: 'insecure-warning' }, icon('unlock'), sentence);

/** State on the left, tools on the right, and below what a tool opens. */
function toolRow(panel: Panel): HTMLElement[] {
  const { store, actions } = panel;
  const options = optionsForm(panel);
  options.id = 'connection-options';
  const changed = el('span', {});
  const toggle = el(
    'button',
    {
      type: 'button',
      class: 'tool-toggle',
      testid: 'options-toggle',
      'aria-controls': options.id,
      on: { click: () => store.update((state) => ({ optionsOpen: !state.optionsOpen })) },
    },
    icon('settings'),
    'Options',
    changed,
  );
  store.watch(
    (state) => state.fields,
    (fields) => {
      const count = allOptions.filter((option) => isChanged(option, fields)).length;
      const shown = el('span', { class: 'tool-count', 'aria-hidden': 'true' }, String(count));
      fill(changed, ...(count === 0 ? [] : [shown, el('span', { class: 'only-read' }, `, ${count} changed`)]));
    },
  );
  store.watch(
    (state) => state.optionsOpen,
    (open) => {
      options.hidden = !open;
      toggle.setAttribute('aria-expanded', String(open));
    },
  );
  // A problem in a field that cannot be seen would be no help.
  store.watch(
    (state) => state.problems,
    (problems) => {
      if (problems.some((problem) => problem.field !== 'url')) store.update({ optionsOpen: true });
    },
  );

  const save = iconButton('save', 'Save profile', () => form.toggle(), { testid: 'save-profile' });
  const form = saveProfile(panel, () => save.focus());
  const record = iconButton('export', 'Record sequence: save the exchange so far', () => void actions.record(), {
    testid: 'record',
  });
  const replay = iconButton('run-all', 'Replay', () => void actions.replay(), { testid: 'replay' });
  store.watch(
    (state) => messagesOf(activeSession(state)) > 0,
    (some) => {
      record.disabled = !some;
    },
  );
  const more = iconButton('add', 'New connection', () => actions.show(undefined), { testid: 'new-connection' });
  store.watch(
    (state) => state.active === undefined,
    (none) => {
      more.hidden = none;
    },
  );
  return [
    el(
      'div',
      { class: 'tool-row' },
      el('div', { class: 'status-and-place' }, sessionStatus(panel), openedFrom(panel)),
      el('div', { class: 'tools' }, environmentPicker(panel), toggle, more, save, record, replay),
    ),
    options,
    form.element,
  ];
}
