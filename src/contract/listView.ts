import * as v from 'valibot';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Which messages of several fragments are one row. */
const folding = {
  /** All of them, or none. */
  fold: v.boolean(),
  /** First frames of messages for which `fold` is the other way round. */
  otherwise: v.array(index),
};
export const listFolding = v.object(folding);
export type ListFolding = v.InferOutput<typeof listFolding>;

const frames = {
  ...folding,
  /** Frames before this one (0-based) were cleared away. */
  first: index,
  /** Opcodes that are not shown. */
  mute: v.array(v.pipe(index, v.maxValue(15))),
};
/** Which frames a session's list shows. */
export const listFrames = v.object(frames);
export type ListFrames = v.InferOutput<typeof listFrames>;

/** Which rows a session's list has. */
export const listView = v.object({
  ...frames,
  /** Attempts, violations and the diagnosis have rows of their own. */
  events: v.boolean(),
});
export type ListView = v.InferOutput<typeof listView>;

export const everything: ListView = { first: 0, fold: false, otherwise: [], mute: [], events: true };
