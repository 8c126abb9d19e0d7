import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
let page: InspectorPage;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench(() => ({ settings: { 'websocketInspector.list.density': 'comfortable' } }));

const row = (frame: number) => page.frame.locator(`[data-testid=frame-row][data-frame="${frame}"]`);
const numbers = async (): Promise<readonly number[]> => (await page.rows()).map(({ frame }) => frame);
const rowCount = async (): Promise<number> => Number(await page.get('frame-list').getAttribute('aria-rowcount')) - 1;
const heading = (name: string) => page.frame.locator(`[data-column=${name}]`);
const headings = (): Promise<readonly string[]> =>
  page.frame
    .locator('[role=columnheader]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column') ?? ''));
const width = async (name: string): Promise<number> => (await heading(name).boundingBox())!.width;
const send = async (text: string): Promise<void> => {
  await page.type('composer-text', text);
  await page.click('composer-send');
};

describe('the list', () => {
  it('has rows as high as the setting says', async () => {
    page = await inspectorPage(workbench());
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await send('one');
    await send('two');
    await page.frames(4);
    await expect.poll(async () => (await row(1).boundingBox())?.height).toBe(28);
    expect((await row(2).boundingBox())!.y - (await row(1).boundingBox())!.y).toBe(28);
  });

  it('moves a column by dragging its heading', async () => {
    expect(await headings()).toEqual(['number', 'time', 'from', 'opcode', 'length', 'preview']);
    const from = (await heading('opcode').boundingBox())!;
    const to = (await heading('time').boundingBox())!;
    const { mouse } = workbench().page;
    await mouse.move(from.x + from.width / 2, from.y + 10);
    await mouse.down();
    await mouse.move(to.x + to.width / 2, to.y + 10, { steps: 5 });
    expect(await heading('time').getAttribute('class')).toContain('drop-here');
    await mouse.up();
    await expect.poll(headings).toEqual(['number', 'opcode', 'time', 'from', 'length', 'preview']);
  });

  it('sizes a column by dragging its border, and lets the content decide again by a double click', async () => {
    const before = await width('opcode');
    const grip = (await heading('opcode').locator('.column-grip').boundingBox())!;
    const { mouse } = workbench().page;
    await mouse.move(grip.x + grip.width / 2, grip.y + 10);
    await mouse.down();
    await mouse.move(grip.x + grip.width / 2 + 60, grip.y + 10, { steps: 5 });
    await mouse.up();
    await expect.poll(() => width('opcode')).toBeCloseTo(before + 60, -0.5);
    await heading('opcode').locator('.column-grip').dblclick();
    await expect.poll(() => width('opcode')).toBeLessThan(before + 30);
  });

  it('writes the exact bytes of the selected frames to a file', async () => {
    await page.choose('composer-kind', 'Hex');
    await send('00 ff 80 0a');
    await page.choose('composer-kind', 'Text');
    await page.frames(6);
    await row(5).click();
    await row(6).click({ modifiers: ['Shift'] });
    await workbench().runCommand('WebSocket Inspector: Save Exact Bytes of Selected Frames…');
    const file = join(workbench().workspace, 'frames-5-6.bin');
    await workbench().accept(file);
    await expect.poll(() => readFile(file).then((bytes) => bytes.toString('hex'), String)).toBe('00ff800a00ff800a');
  });
});

describe('with a filter', () => {
  it('what was cleared away stays away, and comes back with the rest', async () => {
    await page.get('filter').fill('opcode:text');
    await expect.poll(numbers).toEqual([1, 2, 3, 4]);
    await page.click('list-clear');
    await expect.poll(numbers).toEqual([]);
    await send('three');
    await expect.poll(numbers).toEqual([7, 8]);
    await page.click('show-cleared');
    await expect.poll(numbers).toEqual([1, 2, 3, 4, 7, 8]);
  });

  it('muted frames are there only when the filter asks for opcodes', async () => {
    await page.click('ping');
    await page.click('list-mutePings');
    await page.get('filter').fill('n:>6');
    await expect.poll(numbers).toEqual([7, 8]);
    await page.get('filter').fill('opcode:control');
    await expect.poll(numbers).toEqual([9, 10]);
    await page.click('list-mutePings');
    await page.get('filter').fill('');
    await page.frames(10);
  });

  it('a folded message is one row', async () => {
    await page.connect(`${demo.url}/fragments`);
    await page.state('Open');
    await page.frames(7);
    // Where the Pong stands among the fragments is a matter of time.
    const fragments = (await page.rows()).filter(({ from, opcode }) => from === 'server' && opcode !== 9);
    const frames = fragments.map(({ frame }) => frame);
    expect(frames).toHaveLength(5);
    await page.get('filter').fill('"One message in five"');
    await expect.poll(numbers).toEqual(frames);
    await page.click('list-foldAll');
    await expect.poll(numbers).toEqual([1]);
    expect(await row(1).textContent()).toContain('5 fragments');
    await row(1).locator('.fold').click();
    await expect.poll(numbers).toEqual(frames);
    await page.click('list-foldAll');
    await page.get('filter').fill('');
    await page.frames(7);
  });
});

describe('a session that reconnects', () => {
  it('shows each new attempt where it began', async () => {
    await page.get('new-connection').click();
    await page.click('options-toggle');
    await page.type('option-search', 'reconnect');
    await page.type('reconnect-tries', '2');
    await page.type('reconnect-delay', '10');
    await page.type('url', `${demo.url}/drop`);
    await page.click('connect');
    await page.get('failure-card').waitFor();
    const kinds = () =>
      page.frame
        .locator('.rows [role=row]')
        .evaluateAll((rows) => rows.map((one) => one.getAttribute('data-event') ?? one.getAttribute('data-opcode')));
    await expect.poll(kinds).toEqual(['1', 'attempt', '1', 'attempt', '1', 'diagnosis']);
    expect(await page.frame.locator('[data-event=attempt]').first().textContent()).toContain(
      'Attempt 2: reconnecting after',
    );
    await page.type('reconnect-tries', '');
    await page.type('option-search', '');
    await page.click('options-toggle');
  });
});

describe('the timeline', () => {
  const track = () => page.get('timeline');
  const valueNow = async (): Promise<number> => Number(await track().getAttribute('aria-valuenow'));

  it('zooms by the wheel and shows all again', async () => {
    await page.connect(`${demo.url}/flood?rate=400&size=20&count=800`);
    await expect.poll(() => page.get('list-count').textContent()).toBe('800 frames');
    await page.click('disconnect');
    await page.state('Closed');
    const end = () => page.get('timeline-area').locator('.timeline-caption').textContent();
    // The Close frames come into it a moment after the state.
    let whole = await end();
    let same = 0;
    const rests = async (): Promise<number> => {
      const before = whole;
      whole = await end();
      same = whole === before ? same + 1 : 0;
      return same;
    };
    await expect.poll(rests, { interval: 700 }).toBeGreaterThan(2);
    const box = (await track().boundingBox())!;
    await workbench().page.mouse.move(box.x + box.width / 2, box.y + 10);
    for (let i = 0; i < 3; i++) await workbench().page.mouse.wheel(0, -100);
    await page.get('timeline-whole').waitFor();
    expect(await end()).not.toBe(whole);
    await page.click('timeline-whole');
    await page.get('timeline-whole').waitFor({ state: 'hidden' });
    await expect.poll(end).toBe(whole);
  });

  it('moves, zooms and selects a span by the keys, and ends it by Escape', async () => {
    await track().focus();
    await track().press('ArrowRight');
    const first = await valueNow();
    await track().press('ArrowRight');
    await expect.poll(valueNow).toBeGreaterThan(first);
    await track().press('+');
    await page.get('timeline-whole').waitFor();
    await track().press('0');
    await page.get('timeline-whole').waitFor({ state: 'hidden' });
    for (let i = 0; i < 40; i++) await track().press('Shift+ArrowRight');
    await track().press('Enter');
    await expect.poll(rowCount).toBeLessThan(700);
    expect(await page.get('filter').inputValue()).toContain('time:');
    await track().press('Escape');
    await expect.poll(rowCount).toBeGreaterThan(800);
  });
});

describe('a capture that was opened', () => {
  it('has the marks and notes that were made, and takes more', async () => {
    await page.get('frame-list').press('Home');
    await row(1).click();
    await page.get('frame-list').press('Alt+n');
    const input = workbench().page.locator('.quick-input-widget .quick-input-box input');
    await input.fill('the first of many');
    await input.press('Enter');
    const noteOf = (frame: number) => row(frame).locator('.note-mark').getAttribute('aria-label', { timeout: 5000 });
    await expect.poll(() => noteOf(1)).toBe('Note: the first of many');
    // With another engine the list is read from the file.
    await workbench().runCommand('WebSocket Inspector: Restart Engine');
    await workbench().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Restart' }).click();
    await expect.poll(() => page.get('session-tab').filter({ hasText: 'Ended' }).count()).toBe(2);
    await page.state('Closed');
    await expect.poll(() => noteOf(1).catch(String)).toBe('Note: the first of many');
    await row(2).click();
    await page.get('frame-list').press('Alt+m');
    await expect.poll(() => row(2).getAttribute('class')).toContain('marked');
  });
});
