// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../webview/dom.ts';
import { tabs, target } from '../../webview/tabs.ts';
import { allByTestId, press } from './fakePanel.ts';

function three() {
  const panels = [el('div'), el('div'), el('div')];
  const chosen: string[] = [];
  const made = tabs(
    'Views',
    ['a', 'b', 'c'].map((name, i) => ({ name, label: name, testid: 'tab', panel: panels[i]! })),
    (name) => {
      chosen.push(name);
      made.show(name);
    },
  );
  document.body.replaceChildren(made.bar, ...panels);
  made.show('a');
  return { made, panels, chosen, heads: allByTestId(made.bar, 'tab') };
}

test('one tab is selected, in the tab order, and names its panel', () => {
  const { made, panels, heads } = three();
  made.show('b');
  expect(heads.map((head) => head.getAttribute('aria-selected'))).toEqual(['false', 'true', 'false']);
  expect(heads.map((head) => head.tabIndex)).toEqual([-1, 0, -1]);
  expect(panels.map((panel) => panel.hidden)).toEqual([true, false, true]);
  expect(panels[1]?.getAttribute('aria-labelledby')).toBe(heads[1]?.id);
  expect(heads[1]?.getAttribute('aria-controls')).toBe(panels[1]?.id);
});

test('clicks and arrow keys choose, round at the ends', () => {
  const { chosen, heads } = three();
  heads[2]?.click();
  heads[2]?.focus();
  press(heads[2]!, 'ArrowRight');
  press(heads[0]!, 'ArrowLeft');
  press(heads[2]!, 'Home');
  press(heads[0]!, 'x');
  expect(chosen).toEqual(['c', 'a', 'c', 'a']);
  expect(document.activeElement).toBe(heads[0]);
});

test('where keys lead', () => {
  expect(target('End', 0, 3)).toBe(2);
  expect(target('ArrowRight', -1, 3)).toBeUndefined();
  expect(target('ArrowRight', 0, 0)).toBeUndefined();
});

test('tabs that share a panel keep it shown', () => {
  const panel = el('div');
  const made = tabs(
    'V',
    ['a', 'b'].map((name) => ({ name, label: name, testid: name, panel })),
    () => undefined,
  );
  made.show('a');
  made.show('b');
  expect(panel.hidden).toBe(false);
});
