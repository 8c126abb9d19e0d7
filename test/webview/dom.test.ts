// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el, fill, icon, setAttribute, setText, uniqueId } from '../../webview/dom.ts';

test('attributes, listeners and children', () => {
  let clicks = 0;
  const element = el(
    'button',
    {
      class: 'a',
      testid: 't',
      hidden: true,
      disabled: false,
      tabindex: -1,
      title: undefined,
      on: { click: () => clicks++ },
    },
    'text',
    false,
    undefined,
    icon('x'),
  );
  element.click();
  expect(element.outerHTML).toBe(
    '<button class="a" data-testid="t" hidden="" tabindex="-1">text<span class="codicon codicon-x" aria-hidden="true"></span></button>',
  );
  expect(clicks).toBe(1);
});

test('text is never markup', () => {
  const element = el('p', {}, '<b>no</b>');
  expect(element.children).toHaveLength(0);
  fill(element, '<i>', el('span', {}, '<u>'));
  expect(element.textContent).toBe('<i><u>');
  expect(element.children).toHaveLength(1);
});

test('style and event attributes are refused: the CSP would not have them', () => {
  expect(() => el('p', { style: 'color: red' })).toThrow('style');
  expect(() => setAttribute(el('p'), 'onclick', 'x')).toThrow('onclick');
});

test('an unchanged text keeps its node', () => {
  const element = el('p', {}, 'same');
  const node = element.firstChild;
  setText(element, 'same');
  expect(element.firstChild).toBe(node);
  setText(element, 'other');
  expect(element.textContent).toBe('other');
});

test('ids are unique', () => {
  expect(uniqueId('a')).not.toBe(uniqueId('a'));
});
