import { button, iconButton } from './controls.ts';
import { el, fill, icon } from './dom.ts';
import type { Panel } from './panel.ts';
import { trouble } from './trouble.ts';

/** What went wrong apart from the connection: nobody answers, or a wish was refused. Each says what to do next. */
export function banners({ store, call }: Panel, startAgain: () => void): HTMLElement {
  const place = el('div', { class: 'banners', role: 'alert' });
  const restart = (): void => {
    // The extension answers even when its engine does not; when it does not either, only a reload helps, which the words say.
    call('engine.restart', {}).catch((error: unknown) => store.update(trouble(error)));
  };
  const paint = (): void => {
    const { lost, refusal } = store.get();
    fill(
      place,
      lost !== undefined && lostBanner(lost, restart, startAgain),
      // Whatever is asked for meanwhile is refused for the same reason.
      lost === undefined && refusal !== undefined && refusalBanner(refusal, store),
    );
  };
  store.watch((state) => state.lost, paint);
  store.watch((state) => state.refusal, paint);
  return place;
}

function lostBanner(why: string, restart: () => void, startAgain: () => void): HTMLElement {
  return el(
    'div',
    { class: 'banner lost', testid: 'engine-lost' },
    icon('debug-disconnect'),
    el(
      'div',
      { class: 'banner-words' },
      el('strong', {}, 'The inspector does not answer.'),
      ` ${why} What you typed stays. A restart ends what is still live and shows the captures again. If neither button helps, run "Developer: Reload Window".`,
    ),
    button('Restart the engine', restart, { testid: 'restart-engine' }),
    button('Try again', startAgain, { testid: 'try-again', appearance: 'secondary' }),
  );
}

function refusalBanner(why: string, store: Panel['store']): HTMLElement {
  const dismiss = iconButton('close', 'Dismiss', () => store.update({ refusal: undefined }));
  const words = el('div', { class: 'banner-words' }, why);
  return el('div', { class: 'banner refusal', testid: 'refusal' }, icon('warning'), words, dismiss);
}
