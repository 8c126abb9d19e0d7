import type { HostileScript } from '../hostileCase.ts';

/** A behaviour beyond the list: the diagnosis that it has to lead to. */
export interface UnlistedCase extends Pick<HostileScript, 'id' | 'says' | 'client' | 'via' | 'speak'> {
  /** The leading cause; undefined where nothing is wrong, so that nothing may be said. */
  readonly cause: string | undefined;
  /** More of the command line. */
  readonly args?: readonly string[];
  /** Neither side ends it. */
  readonly stands?: true;
}

export const behaviour = (
  id: string,
  cause: string | undefined,
  says: readonly RegExp[],
  speak: HostileScript['speak'],
  more: Partial<UnlistedCase> = {},
): UnlistedCase => ({ id, cause, says, speak, ...more });
