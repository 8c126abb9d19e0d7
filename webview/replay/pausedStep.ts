import { button, setValue, textArea } from '../controls.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import type { Panel } from '../panel.ts';
import type { ReplayRun } from './replayRun.ts';

/** The step that waits: its text, which can be edited, what goes on from here, and the variables as they stand. */
export function pausedStep({ actions }: Panel, { paused }: ReplayRun): HTMLElement | false {
  if (paused === undefined) return false;
  let text = paused.text;
  const edit = textArea('The next step; edit it to do something else', (value) => (text = value), {
    testid: 'replay-edit',
    rows: Math.min(12, text.split('\n').length),
  });
  setValue(edit, text);
  const go = (what: 'step' | 'continue') => () =>
    void actions.controlReplay(what, text === paused.text ? undefined : text);
  const variables = Object.entries(paused.variables);
  return el(
    'div',
    { class: 'paused-step', testid: 'replay-paused' },
    edit,
    el(
      'div',
      { class: 'paused-buttons' },
      button('Do this step', go('step'), { testid: 'replay-next' }),
      button('Continue', go('continue'), { testid: 'replay-continue', appearance: 'secondary' }),
    ),
    variables.length > 0 &&
      el(
        'details',
        { class: 'run-variables', open: true },
        el('summary', {}, 'Variables'),
        el(
          'dl',
          {},
          ...variables.flatMap(([name, value]) => [
            el('dt', {}, ...visibleNodes(name)),
            el('dd', {}, ...visibleNodes(typeof value === 'string' ? value : JSON.stringify(value))),
          ]),
        ),
      ),
  );
}
