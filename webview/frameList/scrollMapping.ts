/**
 * Where the rows are, and where the browser's scrollbar is. Browsers cap how high an element may be, so beyond `MAX_SCROLL_PX`
 * the scrollbar only stands for the place: one of its pixels is many of ours. All lengths are CSS pixels.
 */
export const MAX_SCROLL_PX = 8_000_000;

export interface ScrollMapping {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the window on the rows. */
  readonly viewHeight: number;
}

/** Height of all rows together. */
export const contentHeight = ({ rows, rowHeight }: ScrollMapping): number => rows * rowHeight;

/** Height to give to the scrolled element. */
export const scrollHeight = (mapping: ScrollMapping): number => Math.min(contentHeight(mapping), MAX_SCROLL_PX);

/** True when the scrollbar's pixels are not ours. */
export const isCompressed = (mapping: ScrollMapping): boolean => contentHeight(mapping) > MAX_SCROLL_PX;

/** The lowest place: the last row stands exactly at the bottom. */
export const maxTop = (mapping: ScrollMapping): number => Math.max(0, contentHeight(mapping) - mapping.viewHeight);

export const clampTop = (mapping: ScrollMapping, top: number): number => Math.min(Math.max(0, top), maxTop(mapping));

/** The scrollbar's place for ours. */
export function scrollTopOf(mapping: ScrollMapping, top: number): number {
  if (!isCompressed(mapping)) return top;
  return (top / maxTop(mapping)) * (MAX_SCROLL_PX - mapping.viewHeight);
}

/** Our place for the scrollbar's; both ends map exactly. */
export function topOf(mapping: ScrollMapping, scrollTop: number): number {
  if (!isCompressed(mapping)) return clampTop(mapping, scrollTop);
  return clampTop(mapping, (scrollTop / (MAX_SCROLL_PX - mapping.viewHeight)) * maxTop(mapping));
}

/** Rows that are at least partly in view: `first` and one past the last. */
export function rowsInView(mapping: ScrollMapping, top: number): { readonly first: number; readonly end: number } {
  const first = Math.floor(top / mapping.rowHeight);
  const end = Math.ceil((top + mapping.viewHeight) / mapping.rowHeight);
  return { first: Math.max(0, first), end: Math.min(mapping.rows, Math.max(end, first)) };
}

/** The nearest place to `top` at which the whole row is in view. */
export function topToReveal(mapping: ScrollMapping, top: number, row: number): number {
  const above = row * mapping.rowHeight;
  const below = above + mapping.rowHeight - mapping.viewHeight;
  return clampTop(mapping, Math.max(Math.min(top, above), below));
}
