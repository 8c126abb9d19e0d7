import type { ProbeResult, ProbeRow } from '../../src/diagnosis/probe.ts';
import type { SessionId } from '../../src/contract/sessionView.ts';
import type { PanelState } from '../panelState.ts';

/** One run of "Diagnose further", as far as it came. */
export interface ProbeRun {
  readonly rows: readonly ProbeRow[];
  /** Absent while it runs. */
  readonly ended?: ProbeResult | { readonly problem: string };
}

type Probes = Pick<PanelState, 'probes'>;

export function probeStarted({ probes }: Probes, session: SessionId): Probes {
  return { probes: { ...probes, [session]: { rows: [] } } };
}

/** A row that comes late belongs to no run any more. */
export function probeTried({ probes }: Probes, session: SessionId, row: ProbeRow): Partial<Probes> {
  const run = probes[session];
  if (run === undefined || run.ended !== undefined) return {};
  return { probes: { ...probes, [session]: { rows: [...run.rows, row] } } };
}

export function probeEnded({ probes }: Probes, session: SessionId, ended: NonNullable<ProbeRun['ended']>): Probes {
  const rows = 'rows' in ended ? ended.rows : (probes[session]?.rows ?? []);
  return { probes: { ...probes, [session]: { rows, ended } } };
}
