/** Which frames are shown, in the order of the capture. Places are 0-based. */
export interface FrameOrder {
  readonly count: number;
  /** The frame at that place; only places below `count` may be asked for. */
  at(place: number): number;
  /** The place of that frame, or of the next one that is shown; `count` when there is none. */
  placeOf(frame: number): number;
}

/** Every frame from `first` on of a capture that has `count()` of them. */
export function framesFrom(first: number, count: () => number): FrameOrder {
  return {
    get count() {
      return Math.max(0, count() - first);
    },
    at: (place) => first + place,
    placeOf: (frame) => Math.min(Math.max(0, frame - first), Math.max(0, count() - first)),
  };
}

/** The given frames, which rise. */
export function givenFrames(frames: ArrayLike<number>): FrameOrder {
  return {
    count: frames.length,
    at: (place) => frames[place] ?? 0,
    placeOf: (frame) => firstNotBelow(frames.length, (place) => frames[place] ?? 0, frame),
  };
}

/** The first of `count` places whose rising value is not below `wanted`; `count` when there is none. */
export function firstNotBelow(count: number, valueAt: (place: number) => number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
