import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage, pageIn } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

let page: InspectorPage;
beforeEach(async () => {
  page = await inspectorPage(workbench());
});

const row = (frame: number) => page.frame.locator(`[data-testid=frame-row][data-frame="${frame}"]`);
const numbers = async (): Promise<readonly number[]> => (await page.rows()).map(({ frame }) => frame);
const rowCount = async (): Promise<number> => Number(await page.get('frame-list').getAttribute('aria-rowcount'));
const selected = (): Promise<string> =>
  page
    .get('list-count')
    .textContent()
    .then((text) => text ?? '');
const headings = (): Promise<readonly string[]> =>
  page.frame
    .locator('[role=columnheader]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column') ?? ''));

const choose = (frame: number, entry: string): Promise<void> => workbench().chooseInMenu(row(frame), entry);

/** What pasting gives. */
async function clipboard(): Promise<string> {
  const field = page.get('composer-text').locator('textarea');
  await field.fill('');
  await field.press('ControlOrMeta+v');
  return field.inputValue();
}

describe('a conversation', () => {
  it('selects by click, Shift and Ctrl, and copies in every form', async () => {
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    for (const text of ['one ☃', 'two']) {
      await page.type('composer-text', text);
      await page.click('composer-send');
    }
    await page.frames(4);
    await row(1).click();
    await row(3).click({ modifiers: ['Shift'] });
    expect(await selected()).toBe('3 of 4 frames selected');
    await row(2).click({ modifiers: ['ControlOrMeta'] });
    expect(await selected()).toBe('2 of 4 frames selected');
    await choose(3, 'Copy Selected Frames as Text');
    await expect.poll(clipboard).toBe('one ☃\ntwo');
    await choose(3, 'Copy Selected Frames as Hex');
    await expect.poll(clipboard).toBe('6f 6e 65 20 e2 98 83\n74 77 6f');
    await choose(3, 'Copy Selected Frames as JSON');
    await expect.poll(clipboard).toContain('"opcodeName": "text"');
    await page.get('frame-list').press('ControlOrMeta+a');
    await expect.poll(selected).toBe('4 of 4 frames selected');
  });

  it('sends a message again, and edits one in the composer', async () => {
    await row(1).click();
    await choose(1, 'Send Selected Message Again');
    await page.frames(6);
    expect((await page.rows())[4]).toMatchObject({ from: 'client' });
    await choose(3, 'Edit Selected Message and Send');
    await expect.poll(() => page.get('composer-text').locator('textarea').inputValue()).toBe('two');
  });

  it('marks frames and keeps a note', async () => {
    await row(2).click();
    await workbench().page.keyboard.press('Alt+m');
    await expect.poll(() => row(2).getAttribute('class')).toContain('marked');
    await workbench().page.keyboard.press('Alt+n');
    const input = workbench().page.locator('.quick-input-widget .quick-input-box input');
    await input.fill('why so late?');
    await input.press('Enter');
    await expect.poll(() => row(2).locator('.note-mark').getAttribute('aria-label')).toBe('Note: why so late?');
  });

  it('mutes pings and counts them', async () => {
    await page.click('ping');
    await page.frames(8);
    await page.click('list-mutePings');
    await expect.poll(numbers).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await selected()).toBe('8 frames, some muted');
    await page.click('list-mutePings');
    await expect.poll(numbers).toHaveLength(8);
  });

  it('clears the view and brings it back, and the capture has it all', async () => {
    await page.click('list-clear');
    await expect.poll(numbers).toEqual([]);
    expect(await page.get('tab-frames').textContent()).toContain('8');
    await page.click('show-cleared');
    await expect.poll(numbers).toHaveLength(8);
  });
});

describe('fragments and events', () => {
  it('folds fragments into their message and unfolds them, one and all', async () => {
    await page.connect(`${demo.url}/fragments`);
    await page.state('Open');
    await page.frames(7);
    // Where the Pong stands among the fragments is a matter of time.
    const rest = (await page.rows())
      .filter(({ frame, opcode }) => frame === 1 || opcode >= 8)
      .map(({ frame }) => frame);
    expect(rest).toHaveLength(3);
    await row(1).locator('.fold').click();
    await expect.poll(numbers).toEqual(rest);
    expect(await row(1).textContent()).toContain('5 fragmentsOne message in five fragments');
    await page.click('list-foldAll');
    await page.click('list-foldAll');
    await expect.poll(numbers).toHaveLength(7);
  });

  it('shows a broken rule and the diagnosis in their place', async () => {
    await page.connect(`${demo.url}/masked`);
    await page.get('failure-card').waitFor();
    await expect
      .poll(() =>
        page.frame.getByTestId('event-row').evaluateAll((rows) => rows.map((it) => it.getAttribute('data-event'))),
      )
      .toEqual(['violation', 'diagnosis']);
    expect(await page.frame.locator('[data-event=violation]').textContent()).toContain('RFC 6455 §5.1');
  });
});

describe('columns', () => {
  it('are shown, moved by the keys and kept over a reload', async () => {
    await page.connect(`${demo.url}/chat`);
    await page.state('Open');
    await page.frames(1);
    await page.click('choose-columns');
    await page.click('choose-column-flags');
    await page.get('choose-column-flags').press('Escape');
    await expect.poll(headings).toEqual(['number', 'time', 'from', 'opcode', 'flags', 'length', 'preview']);
    expect(await row(1).textContent()).toContain('FIN');
    await page.frame.locator('[data-column=time]').press('Alt+ArrowLeft');
    await expect.poll(headings).toEqual(['time', 'number', 'from', 'opcode', 'flags', 'length', 'preview']);
    await page.frame.locator('[data-column=time]:focus').waitFor();
    // What changed is told once the user has come to rest.
    await workbench().page.waitForTimeout(1500);
    await workbench().reload();
    page = pageIn(await workbench().panelFrame());
    await expect.poll(headings).toEqual(['time', 'number', 'from', 'opcode', 'flags', 'length', 'preview']);
  });
});

describe('volume', () => {
  it('pauses the view while recording goes on, and goes on with what is new', async () => {
    await page.connect(`${demo.url}/flood?rate=500&size=64`);
    await page.state('Open');
    await expect.poll(async () => (await numbers()).length).toBeGreaterThan(5);
    await page.click('list-togglePause');
    const before = await rowCount();
    await expect.poll(() => page.get('new-frames').textContent()).toMatch(/\d{3} new/);
    expect(await rowCount()).toBe(before);
    await page.click('new-frames');
    await expect.poll(rowCount).toBeGreaterThan(before + 100);
  });

  it('shows the frames of a span of time that is dragged over in the timeline', async () => {
    await page.click('close');
    await page.state('Closed');
    const box = (await page.get('timeline').boundingBox())!;
    const { mouse } = workbench().page;
    await mouse.move(box.x + box.width * 0.3, box.y + 10);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
    await mouse.up();
    const rows = await rowCount();
    const all = Number(/[\d,]+/.exec(await selected())![0].replaceAll(',', ''));
    await expect.poll(rowCount).toBeLessThan(all * 0.6);
    expect(rows).toBeGreaterThan(0);
    expect(await page.get('timeline').getAttribute('aria-valuetext')).toContain('from the server');
    // A click ends what dragging began.
    await mouse.click(box.x + box.width * 0.1, box.y + 10);
    await expect.poll(rowCount).toBeGreaterThan(all * 0.9);
  });

  it('counts in the Statistics tab', async () => {
    await page.click('tab-statistics');
    await expect.poll(() => page.get('statistics').textContent()).toMatch(/Busiest second.*64–127 B/s);
    await page.click('tab-frames');
  });
});

describe('a flood', () => {
  const count = 50_000;

  it(`shows ${count} frames: the list scrolls, the last row is right, and nothing is missing`, async () => {
    await page.connect(`${demo.url}/flood?rate=0&size=64&count=${count}`);
    await page.state('Open');
    const list = page.get('frame-list');
    await expect.poll(() => list.getAttribute('aria-rowcount'), { timeout: 60_000 }).toBe(`${count + 1}`);

    // The list follows: its last row is the last frame.
    await expect.poll(async () => (await page.rows()).at(-1)?.frame).toBe(count);
    expect((await page.rows()).at(-1)?.text).toContain(`${count} ....`);

    await list.focus();
    await list.press('Home');
    await expect.poll(async () => (await page.rows())[0]?.text).toContain('1 ....');

    // Anywhere in between, row n is frame n, and the rows in view have no gap.
    for (const part of [0.137, 0.5, 0.861]) {
      await list.evaluate((element, to) => {
        element.scrollTop = to * (element.scrollHeight - element.clientHeight);
      }, part);
      await expect.poll(async () => Math.abs(((await page.rows())[0]?.frame ?? 0) / count - part)).toBeLessThan(0.01);
      const rows = await page.rows();
      expect(rows.length).toBeGreaterThan(5);
      rows.forEach(({ frame, text }, n) => {
        expect(frame).toBe(rows[0]!.frame + n);
        expect(text).toContain(`${frame} ...`);
      });
    }

    await list.press('End');
    await expect.poll(async () => (await page.rows()).at(-1)?.frame).toBe(count);
    expect(await page.show(count, 'text')).toBe(`${count} `.padEnd(64, '.'));
  });
});

describe('for everyone', () => {
  const faults = async (): Promise<readonly string[]> => {
    await page.frame.evaluate(axe.source);
    const results = await page.frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  };

  it.each([
    ['Dark 2026', 'Dark 2026'],
    ['Light 2026', 'Light 2026'],
    ['Dark High Contrast', 'Default High Contrast'],
    ['Light High Contrast', 'Default High Contrast Light'],
  ])('axe finds nothing in %s', async (theme, id) => {
    await workbench().runCommand('Preferences: Color Theme', theme);
    await page.frame.locator(`body[data-vscode-theme-id="${id}"]`).waitFor();
    await page.click('choose-columns');
    await page.get('column-chooser').waitFor();
    expect(await faults(), 'the list').toEqual([]);
    await page.get('choose-column-flags').press('Escape');
    await page.click('tab-statistics');
    await page.get('statistics').locator('table').first().waitFor();
    expect(await faults(), 'the statistics').toEqual([]);
    await page.click('tab-frames');
  });
});
