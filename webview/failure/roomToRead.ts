import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';

/** The least height, in px, in which the title, the explanation and the first thing to try can be read. */
const ROOM = 200;

/** Folds the options when an explanation comes and they leave it too little room, but not while they have the focus. */
export function makeRoomToRead({ store }: Panel, card: HTMLElement): void {
  const make = (): void => {
    const height = card.parentElement?.clientHeight ?? 0;
    if (card.hidden || !store.get().optionsOpen || height >= ROOM) return;
    if (document.activeElement?.closest('.options') instanceof HTMLElement) return;
    store.update({ optionsOpen: false });
  };
  store.watch(
    (state) => `${state.active ?? ''} ${activeSession(state)?.diagnoses[0] !== undefined}`,
    // Measured once all that this change moves has its place.
    () => requestAnimationFrame(make),
  );
}
