import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

let page: InspectorPage;
const input = () => page.get('filter');
const count = () => page.get('filter-count').textContent();
const frames = async (): Promise<number[]> => (await page.rows()).map(({ frame }) => frame);
const picture = (name: string): Promise<unknown> =>
  process.env['FILTER_PICTURES'] === undefined ? Promise.resolve() : workbench().screenshot(`filter-${name}`);

async function send(...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await page.type('composer-text', text);
    await page.click('composer-send');
  }
}

describe('the filter bar', () => {
  it('shows only the frames that match what is typed', async () => {
    page = await inspectorPage(workbench());
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await send('tick one', 'tock', '{"type":"tick","price":12}');
    await page.frames(6);
    await picture('none');

    await input().fill('from:server tick');
    await expect.poll(count).toBe('2 of 6 frames');
    await expect.poll(frames).toEqual([2, 6]);
    expect(await page.get('frame-row').locator('mark').allTextContents()).toEqual(['tick', 'tick']);
    await picture('words');

    await input().fill('json:$.price>10');
    await expect.poll(frames).toEqual([5, 6]);
  });

  it('tells a mistake at its column, and keeps what was shown', async () => {
    await input().fill('form:server');
    await expect
      .poll(() => page.get('filter-problem').textContent())
      .toBe('Column 1: There is no key "form". Did you mean "from"? To look for these words, put them in quotes.');
    expect(await input().getAttribute('aria-invalid')).toBe('true');
    expect(await page.frame.locator('.filter-wrong').textContent()).toBe('form');
    expect(await frames()).toEqual([5, 6]);
    await picture('mistake');
  });

  it('offers keys and values while one types', async () => {
    await input().fill('fro');
    await expect.poll(() => input().getAttribute('aria-expanded')).toBe('true');
    await picture('suggestions');
    await input().press('ArrowDown');
    await input().press('Enter');
    expect(await input().inputValue()).toBe('from:');
    expect(await page.get('filter-suggestion').allTextContents()).toEqual([
      'clientframes of the client',
      'serverframes of the server',
    ]);
    await input().press('ArrowDown');
    expect(await input().getAttribute('aria-activedescendant')).toMatch(/-0$/);
    await input().press('Tab');
    expect(await input().inputValue()).toBe('from:client ');
    await expect.poll(count).toBe('3 of 6 frames');
    await input().press('Enter');
  });

  it('goes on as frames come', async () => {
    await send('later');
    await expect.poll(count).toBe('4 of 8 frames');
    await expect.poll(frames).toEqual([1, 3, 5, 7]);
    await input().fill('tick');
    await expect.poll(count).toBe('4 of 8 frames');
    await send('one more tick');
    await expect.poll(count).toBe('6 of 10 frames');
  });

  it('goes from match to match, and marks them in the details', async () => {
    await input().fill('"tick"');
    await input().press('Enter');
    await expect.poll(count).toBe('6 of 10 frames');
    await page.get('frame-list').press('F3');
    const selected = () => page.frame.locator('[data-testid=frame-row].selected').getAttribute('data-frame');
    await expect.poll(selected).toBe('1');
    await page.click('find-next');
    await expect.poll(selected).toBe('2');
    await page.get('frame-list').press('Shift+F3');
    await expect.poll(selected).toBe('1');
    await page.click('view-text');
    const painted = (name: string) =>
      page.frame.evaluate((highlight) => {
        const ranges = [...((CSS.highlights.get(highlight) ?? []) as Iterable<Range>)];
        return ranges.map(String);
      }, name);
    await expect.poll(() => painted('filter-match')).toEqual(['tick']);
    await expect.poll(() => painted('filter-current')).toEqual(['tick']);
    await picture('found');
    // Before the first one the search goes on from the end.
    await page.click('find-previous');
    await expect.poll(selected).toBe('10');
  });

  it('has buttons for what is asked for most, and takes them back', async () => {
    await input().fill('');
    await page.click('quick-from-server');
    await expect.poll(count).toBe('5 of 10 frames');
    expect(await input().inputValue()).toBe('from:server');
    expect(await page.get('quick-from-server').getAttribute('aria-pressed')).toBe('true');
    await page.click('quick-violation-any');
    await expect.poll(count).toBe('0 of 10 frames');
    await picture('nothing');
    await page.click('quick-violation-any');
    await page.click('quick-from-server');
    await expect.poll(() => input().inputValue()).toBe('');
    await page.frames(10);
  });

  it('remembers what was used and saved', async () => {
    await input().focus();
    await input().press('ArrowUp');
    expect(await input().inputValue()).toBe('from:server');
    await input().press('ArrowUp');
    expect(await input().inputValue()).toBe('from:server violation:any');
    await input().press('ArrowDown');
    await input().press('ArrowDown');
    expect(await input().inputValue()).toBe('');
    await input().fill('opcode:text');
    await page.click('filter-save');
    await input().press('Escape');
    await input().press('Escape');
    expect(await input().inputValue()).toBe('');
    await page.click('filter-menu');
    await picture('menu');
    await page.get('filter-menu-list').getByText('opcode:text', { exact: true }).click();
    await expect.poll(count).toBe('10 of 10 frames');
  });

  it('is reached by Ctrl+F', async () => {
    await page.get('frame-list').focus();
    await page.get('frame-list').press('Control+f');
    await expect
      .poll(() => page.frame.evaluate(() => document.activeElement?.getAttribute('data-testid')))
      .toBe('filter');
  });
});
