// The inspector's panel as a user sees it: found by its hooks, and by nothing that only its code knows.
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './vscodeWorkbench.ts';

/** What is used of an element inside the page; the page's own types are not known everywhere this file is. */
interface RowElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  checkVisibility(): boolean;
}

interface Row {
  readonly frame: number;
  readonly from: string;
  readonly opcode: number;
  readonly text: string;
}

export interface InspectorPage {
  readonly frame: Frame;
  get(testid: string): Locator;
  /** Types into a text field or area in the place of what is there. */
  type(testid: string, text: string): Promise<void>;
  click(testid: string): Promise<void>;
  /** Takes a choice of a drop-down by its words. */
  choose(testid: string, choice: string): Promise<void>;
  /** Waits for the word of the session's state, such as Open. */
  state(word: string): Promise<void>;
  /** Dials, in a new session, and does not wait. */
  connect(url: string): Promise<void>;
  /** The rows in view that have been filled. */
  rows(): Promise<readonly Row[]>;
  /** Waits until that many frames are there. */
  frames(count: number): Promise<void>;
  /** Selects a frame and shows one view of it. */
  show(
    frame: number,
    view: 'text' | 'json' | 'hex' | 'frame' | 'meaning' | 'markup' | 'image' | 'decoded',
  ): Promise<string>;
}

/** How long the panel may take for what it shows, in ms. */
const patience = 20_000;

/** Looks again and again until what is seen is as wanted; gives it. */
async function becomes<T>(what: string, look: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`After ${patience / 1000} s ${what} is ${JSON.stringify(seen)}.`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

export async function inspectorPage(workbench: Workbench): Promise<InspectorPage> {
  await workbench.runCommand('WebSocket Inspector: Open Inspector');
  return pageIn(await workbench.panelFrame());
}

export function pageIn(frame: Frame): InspectorPage {
  const get = (testid: string): Locator => frame.getByTestId(testid);
  const type = async (testid: string, text: string): Promise<void> => {
    // The toolkit's controls hold the real field in their shadow.
    await get(testid).locator('input, textarea').fill(text);
  };
  const click = (testid: string): Promise<void> => get(testid).click({ timeout: patience });
  const state = async (word: string): Promise<void> => {
    await becomes(
      'the state',
      () => get('state').textContent(),
      (now) => now === word,
    );
  };
  const rows = (): Promise<readonly Row[]> =>
    frame.getByTestId('frame-row').evaluateAll((elements) =>
      // The list uses its elements again: whether one holds a row is asked in the same step that reads it.
      (elements as readonly RowElement[])
        .filter((element) => element.getAttribute('aria-busy') === null && element.checkVisibility())
        .map((element) => ({
          frame: Number(element.getAttribute('data-frame')),
          from: element.getAttribute('data-from') ?? '',
          opcode: Number(element.getAttribute('data-opcode')),
          text: element.textContent,
        }))
        .sort((a, b) => a.frame - b.frame),
    );
  /** The number of the frame that the details show. */
  const shownFrame = async (): Promise<number> => {
    const words = /Frame ([\d,]+)/.exec((await get('detail').textContent()) ?? '')?.[1] ?? '';
    return (await get('detail').getAttribute('aria-busy')) === null ? Number(words.replaceAll(',', '')) : 0;
  };
  return {
    frame,
    get,
    type,
    click,
    choose: async (testid, choice) => {
      await click(testid);
      await get(testid).getByRole('option', { name: choice, exact: true }).click({ timeout: patience });
    },
    state,
    rows,
    connect: async (url) => {
      if (await get('new-connection').isVisible()) await click('new-connection');
      await type('url', url);
      await click('connect');
    },
    frames: async (count) => {
      await becomes(
        'the number of rows',
        async () => (await rows()).length,
        (now) => now === count,
      );
    },
    show: async (number, view) => {
      await frame.locator(`[data-testid=frame-row][data-frame="${number}"]`).click();
      await becomes('the frame in the details', shownFrame, (now) => now === number);
      await click(`view-${view}`);
      const content = get(`detail-${view}`);
      await content.waitFor({ timeout: patience });
      return (
        (await becomes(
          'the view',
          () => content.textContent(),
          (now) => now !== '',
        )) ?? ''
      );
    },
  };
}
