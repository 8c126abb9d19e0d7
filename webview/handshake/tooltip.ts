import { type Child, el, uniqueId } from '../dom.ts';

/** A pointer that only passes by shows nothing. */
const PAUSE_MS = 200;
const MARGIN = 6;

/**
 * Words that explain themselves: `tip` shows while the pointer rests on them or on it, and while they have the focus; Escape
 * takes it away. To a screen reader it is their description.
 */
export function explained(words: readonly Child[], tip: readonly Child[], place: string): HTMLElement {
  const id = uniqueId('tip');
  const box = el('span', { class: 'tip', role: 'tooltip', id, hidden: true }, ...tip);
  const name = el(
    'button',
    { type: 'button', class: 'explained', 'aria-describedby': id, 'data-place': place },
    ...words,
  );
  const whole = el('span', { class: 'explained-place' }, name, box);
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const move = (): void => moveBeside(box, name.getBoundingClientRect());
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // What is not in the page any more has nothing to take away: the key is for others.
    if (whole.isConnected) event.stopPropagation();
    hide();
  };
  const show = (): void => {
    clearTimeout(waiting);
    if (!box.hidden || !whole.isConnected) return;
    box.hidden = false;
    move();
    // The page may be scrolled under it; and Escape must work where the focus is elsewhere.
    document.addEventListener('scroll', move, true);
    document.addEventListener('keydown', leave, true);
  };
  const hide = (): void => {
    clearTimeout(waiting);
    box.hidden = true;
    document.removeEventListener('scroll', move, true);
    document.removeEventListener('keydown', leave, true);
  };

  whole.addEventListener('pointerenter', () => {
    waiting = setTimeout(show, PAUSE_MS);
  });
  whole.addEventListener('pointerleave', () => {
    if (document.activeElement === name) clearTimeout(waiting);
    else hide();
  });
  name.addEventListener('focus', show);
  name.addEventListener('blur', hide);
  name.addEventListener('click', show);
  return whole;
}

/** Below the words, or above them where there is more room; inside the window in any case. */
function moveBeside(box: HTMLElement, words: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(words.left, window.innerWidth - width - MARGIN));
  const below = words.bottom + height + MARGIN <= window.innerHeight || words.top < window.innerHeight / 2;
  box.style.left = `${left}px`;
  box.style.top = `${below ? words.bottom : Math.max(MARGIN, words.top - height)}px`;
}
