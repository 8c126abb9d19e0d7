import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import type { PanelCaller } from '../panel.ts';
import { type PanelState, sourceInUse } from '../panelState.ts';
import type { Store } from '../store.ts';
import { readFields } from './draftFields.ts';
import { topOf } from './optionPaths.ts';

/** After the last key, in ms. */
const PAUSE = 400;

/** Has what is typed checked by the extension, by the rules of the profile file, while it is typed. */
export function checkAsTyped(store: Store<PanelState>, call: PanelCaller['call']): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = store.get().fields;
  /** The options that were typed in since the last check: problems elsewhere were not asked for. */
  let touched = new Set<string>();

  const check = async (): Promise<void> => {
    const { fields } = store.get();
    const asked = touched;
    touched = new Set();
    const read = readFields(fields);
    let problems: readonly OptionProblem[] = read.problems;
    try {
      problems = [
        ...problems,
        ...(await call('connection.check', { options: read.options, ...sourceInUse(store.get()) })),
      ];
    } catch {
      // Whatever hinders it shows itself when the connection is opened.
    }
    if (store.get().fields !== fields) return;
    const fresh = problems.filter(({ field }) => asked.has(field) && !(field === 'url' && fields.url.trim() === ''));
    const others = store.get().problems.filter(({ field }) => !asked.has(field));
    if (fresh.length > 0 || others.length < store.get().problems.length)
      store.update({ problems: [...others, ...fresh] });
  };

  store.watch(
    (state) => state.fields,
    (fields) => {
      const changed = Object.keys(fields).filter((path) => fields[path] !== before[path]);
      const loaded = changed.length > 3;
      before = fields;
      // A connection that was loaded is no typing.
      if (loaded || changed.length === 0) return;
      for (const path of changed) touched.add(topOf(path));
      clearTimeout(timer);
      timer = setTimeout(() => void check(), PAUSE);
    },
  );
}
