import type { Sequence, Target } from './sequence.ts';

/** The connections of a sequence in the order of opening; `undefined` names its own. The first is that of steps that name none. */
export function targetsOf(sequence: Sequence): ReadonlyMap<string | undefined, Target> {
  const { url, profile, connections = {} } = sequence;
  const targets = new Map<string | undefined, Target>();
  if (url !== undefined) targets.set(undefined, { url });
  else if (profile !== undefined) targets.set(undefined, { profile });
  for (const [name, target] of Object.entries(connections)) targets.set(name, target);
  return targets;
}
