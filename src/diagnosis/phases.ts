import type { Evidence, Phase, PhaseName } from './evidence.ts';

/** All phases of one name, in order of time. */
export function phasesNamed<N extends PhaseName>(evidence: Evidence, name: N): Extract<Phase, { readonly name: N }>[] {
  return evidence.phases.filter((phase): phase is Extract<Phase, { readonly name: N }> => phase.name === name);
}

/** The address that TCP was connected to, or undefined when it came to nothing. */
export function connectedTo(evidence: Evidence): Extract<Phase, { readonly name: 'tcp' }> | undefined {
  return phasesNamed(evidence, 'tcp').find((phase) => phase.ok);
}

/** What the failed phases and the failure say, as one text to look for codes in. */
export function failureText(evidence: Evidence): string {
  const phases = evidence.phases
    .filter((phase) => !phase.ok)
    .map((phase) => `${phase.code ?? ''} ${phase.message ?? ''}`);
  return [evidence.failure?.code ?? '', evidence.failure?.message ?? '', ...phases].join('\n');
}
