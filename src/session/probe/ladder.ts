import type { Phase, PhaseName } from '../../diagnosis/evidence.ts';
import type { LadderStep } from '../../diagnosis/probe.ts';
import type { ResponseHead } from '../../protocol/httpHead.ts';
import type { Tried } from './tryOnce.ts';

const rungs: readonly PhaseName[] = ['dns', 'tcp', 'proxy', 'tls'];

/** How far the connection comes, rung by rung, as far as there are rungs. `get` is undefined when nothing was asked. */
export function ladderOf(
  { evidence, accepted, diagnosis }: Tried,
  get: ResponseHead | undefined,
): readonly LadderStep[] {
  const steps = rungs.flatMap((name): LadderStep[] => {
    const phases = evidence.phases.filter((phase) => phase.name === name);
    const best = phases.find(({ ok }) => ok) ?? phases.at(-1);
    return best === undefined
      ? []
      : [{ name: name as LadderStep['name'], ok: best.ok, said: words(best, phases.length) }];
  });
  if (steps.some(({ ok }) => !ok)) return steps;
  const upgrade: LadderStep = {
    name: 'upgrade',
    ok: accepted,
    said: accepted ? 'accepted with 101' : (diagnosis?.title ?? 'not accepted'),
  };
  return [...steps, { name: 'get', ok: get !== undefined, said: getWords(get) }, upgrade];
}

function words(phase: Phase, tries: number): string {
  const time = `${phase.durationMs.toFixed(1)} ms`;
  if (!phase.ok) return [phase.code, phase.message].filter((text) => text !== undefined && text !== '').join(': ');
  switch (phase.name) {
    case 'dns':
      return `${phase.addresses.join(', ')} in ${time}`;
    case 'tcp':
      return `${phase.address} in ${time}${tries > 1 ? `, of ${tries} tries` : ''}`;
    case 'proxy':
      return `${phase.proxy} in ${time}`;
    case 'tls':
      return `${phase.version ?? 'TLS'}, certificate ${phase.verified ? 'verified' : 'not verified'}, in ${time}`;
    case 'url':
    case 'request':
    case 'response':
    case 'frame':
      return time;
  }
}

function getWords(get: ResponseHead | undefined): string {
  return get === undefined
    ? 'an ordinary request got no HTTP answer'
    : `an ordinary request is answered ${get.status} ${get.reason}`.trimEnd();
}
