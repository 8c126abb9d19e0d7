import * as v from 'valibot';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Which rows a session's list has. */
export const listView = v.object({
  /** Frames before this one (0-based) were cleared away. */
  first: index,
  /** A message of several fragments is one row. */
  fold: v.boolean(),
  /** First frames of messages for which `fold` is the other way round. */
  otherwise: v.array(index),
  /** Opcodes that are not shown. */
  mute: v.array(v.pipe(index, v.maxValue(15))),
  /** Attempts, violations and the diagnosis have rows of their own. */
  events: v.boolean(),
});
export type ListView = v.InferOutput<typeof listView>;

export const everything: ListView = { first: 0, fold: false, otherwise: [], mute: [], events: true };
