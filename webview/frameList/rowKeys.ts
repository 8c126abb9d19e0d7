/** Which row a key selects (0-based); `undefined` when the key is none of the list's. `selected` undefined: none yet. */
export function rowForKey(
  key: string,
  selected: number | undefined,
  view: { readonly first: number; readonly end: number; readonly rows: number },
): number | undefined {
  const { first, end, rows } = view;
  if (rows === 0) return undefined;
  const page = Math.max(1, end - first - 1);
  const from = (step: number, otherwise: number): number =>
    Math.min(rows - 1, Math.max(0, selected === undefined ? otherwise : selected + step));
  switch (key) {
    case 'ArrowDown':
      return from(1, first);
    case 'ArrowUp':
      return from(-1, end - 1);
    case 'PageDown':
      return from(page, end - 1);
    case 'PageUp':
      return from(-page, first);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return undefined;
  }
}
