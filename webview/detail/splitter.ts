import { el } from '../dom.ts';

const STEP = 0.05;
const MIN = 0.15;
const MAX = 0.85;

/**
 * A bar between two parts of `container`, moved by pointer or arrow keys. The second part's share of the room is the custom
 * property `--share`, a percentage. Whether they stand beside or below each other is the style sheet's matter.
 */
export function splitter(container: HTMLElement, label: string): HTMLElement {
  let share = 0.5;
  const bar = el('div', { class: 'splitter', role: 'separator', tabindex: 0, 'aria-label': label });

  const set = (value: number): void => {
    share = Math.min(MAX, Math.max(MIN, value));
    container.style.setProperty('--share', `${(share * 100).toFixed(1)}%`);
    bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    bar.setAttribute('aria-valuemin', String(MIN * 100));
    bar.setAttribute('aria-valuemax', String(MAX * 100));
  };
  const beside = (): boolean => getComputedStyle(container).flexDirection === 'row';

  bar.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent): void => {
      const box = container.getBoundingClientRect();
      set(beside() ? (box.right - at.clientX) / box.width : (box.bottom - at.clientY) / box.height);
    };
    bar.addEventListener('pointermove', move);
    const end = (): void => bar.removeEventListener('pointermove', move);
    bar.addEventListener('pointerup', end, { once: true });
    bar.addEventListener('pointercancel', end, { once: true });
  });
  bar.addEventListener('keydown', (event) => {
    const back = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    const forth = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    if (!back && !forth) return;
    event.preventDefault();
    set(share + (back ? STEP : -STEP));
  });
  set(share);
  return bar;
}
