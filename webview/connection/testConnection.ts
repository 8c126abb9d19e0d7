import { button } from '../controls.ts';
import { el, fill, icon } from '../dom.ts';
import type { Panel } from '../panel.ts';

/** "Test connection": what came of dialling with what is typed, without a session of its own. */
export function testConnection({ store, actions }: Panel): HTMLElement {
  const press = button('Test connection', () => void actions.test(), {
    testid: 'test-connection',
    appearance: 'secondary',
  });
  const result = el('p', { class: 'test-result', role: 'status', testid: 'test-result' });
  const show = (): void => {
    const { tested, testing } = store.get();
    if (testing) return;
    result.className = `test-result ${tested === undefined ? '' : tested.good ? 'good' : 'bad'}`;
    fill(result, ...(tested === undefined ? [] : [icon(tested.good ? 'pass' : 'error'), tested.sentence]));
  };
  store.watch(
    (state) => state.testing,
    (testing) => {
      press.disabled = testing;
      if (testing) fill(result, 'Testing…');
      else show();
    },
  );
  store.watch((state) => state.tested, show);
  return el('div', { class: 'test-connection' }, press, result);
}
