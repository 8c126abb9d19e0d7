import { CallError } from '../src/contract/rpc.ts';
import type { PanelState } from './panelState.ts';

/** What a failed call means: refused, it concerns that one wish; otherwise nobody answers any more. */
export function trouble(error: unknown): Partial<PanelState> {
  if (error instanceof CallError && error.kind === 'cancelled') return {};
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof CallError && error.kind !== 'refused' ? { lost: message } : { refusal: message };
}
