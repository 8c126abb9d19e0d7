/** Repaints inside `root`, and leaves the keyboard's focus and the scrolled place where they were as far as they are still there. */
export function keepPlace(root: HTMLElement, repaint: () => void): void {
  const focused = root.contains(document.activeElement)
    ? document.activeElement?.getAttribute('data-place')
    : undefined;
  const { scrollTop } = root;
  repaint();
  if (root.scrollTop !== scrollTop) root.scrollTop = scrollTop;
  if (focused === undefined || focused === null || root.contains(document.activeElement)) return;
  const again = [...root.querySelectorAll<HTMLElement>('[data-place]')].find(
    (element) => element.getAttribute('data-place') === focused,
  );
  again?.focus({ preventScroll: true });
}
