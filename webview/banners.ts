import { button, iconButton } from './controls.ts';
import { el, fill, icon } from './dom.ts';
import type { Panel } from './panel.ts';

/** What went wrong apart from the connection: nobody answers, or a wish was refused. Each says what to do next. */
export function banners({ store }: Panel, startAgain: () => void): HTMLElement {
  const place = el('div', { class: 'banners', role: 'alert' });
  const paint = (): void => {
    const { lost, refusal } = store.get();
    fill(
      place,
      lost !== undefined && lostBanner(lost, startAgain),
      refusal !== undefined && refusalBanner(refusal, store),
    );
  };
  store.watch((state) => state.lost, paint);
  store.watch((state) => state.refusal, paint);
  return place;
}

function lostBanner(why: string, startAgain: () => void): HTMLElement {
  return el(
    'div',
    { class: 'banner lost', testid: 'engine-lost' },
    icon('debug-disconnect'),
    el(
      'div',
      { class: 'banner-words' },
      el('strong', {}, 'The inspector does not answer.'),
      ` ${why} What was captured so far is safe in its files. If trying again does not help, run "Developer: Reload Window".`,
    ),
    button('Try again', startAgain, { testid: 'try-again' }),
  );
}

function refusalBanner(why: string, store: Panel['store']): HTMLElement {
  const dismiss = iconButton('close', 'Dismiss', () => store.update({ refusal: undefined }));
  const words = el('div', { class: 'banner-words' }, why);
  return el('div', { class: 'banner refusal', testid: 'refusal' }, icon('warning'), words, dismiss);
}
