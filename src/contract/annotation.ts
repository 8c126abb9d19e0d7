/** What the user left at a frame (0-based). */
export interface Annotation {
  readonly frame: number;
  readonly note?: string;
  readonly marked?: boolean;
}
