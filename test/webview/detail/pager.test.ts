// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { byteNumber, createPager } from '../../../webview/detail/pager.ts';
import { byTestId, press, settled, type } from '../fakePanel.ts';
import { heldPayload } from '../heldPayload.ts';

function pagerOf(bytes: number, paint = (_start: number, _end: number) => Promise.resolve()) {
  const painted: (readonly [number, number])[] = [];
  const failures: unknown[] = [];
  const pager = createPager(
    heldPayload(new Uint8Array(bytes)),
    100,
    async (start, end) => {
      await paint(start, end);
      painted.push([start, end]);
    },
    (error) => failures.push(error),
  );
  const click = async (name: string): Promise<void> => {
    byTestId(pager.element, `page-${name}`).click();
    await settled();
  };
  return { pager, painted, failures, click };
}

test('one page needs no controls', async () => {
  const { pager, painted } = pagerOf(100);
  await pager.goTo(0);
  expect(painted).toEqual([[0, 100]]);
  expect(pager.element.hidden).toBe(true);
});

test('each page is one step away', async () => {
  const { pager, painted, click } = pagerOf(250);
  await pager.goTo(0);
  expect(pager.element.hidden).toBe(false);
  await click('triangle-right');
  await click('chevron-left');
  await click('triangle-left');
  await click('chevron-right');
  await pager.goTo(240);
  expect(painted).toEqual([
    [0, 100],
    [200, 250],
    [100, 200],
    [0, 100],
    [100, 200],
    [200, 250],
  ]);
  expect(pager.element.textContent).toContain('Page 3 of 3, from byte 200; 250 B in all');
});

test('a byte is gone to by its number, in either notation', async () => {
  const { pager, painted } = pagerOf(1000);
  await pager.goTo(0);
  const field = byTestId(pager.element, 'page-place');
  type(field, '0x1F4');
  press(field, 'Enter');
  await settled();
  expect(painted.at(-1)).toEqual([500, 600]);
  type(field, 'end');
  press(field, 'Enter');
  expect(pager.element.textContent).toContain('A byte is a number such as');
  expect([byteNumber('1,048,576'), byteNumber('0xff'), byteNumber('-1'), byteNumber('')]).toEqual([
    1_048_576,
    255,
    undefined,
    undefined,
  ]);
});

test('a page that could not be loaded is said, and another one helps', async () => {
  let fail = true;
  const { pager, painted, failures } = pagerOf(250, () =>
    fail ? Promise.reject(new Error('gone')) : Promise.resolve(),
  );
  await pager.goTo(0);
  expect(pager.element.textContent).toContain('could not be loaded');
  expect(failures).toHaveLength(1);
  fail = false;
  await pager.goTo(0);
  expect(painted).toEqual([[0, 100]]);
});
