import type { Phase } from '../diagnosis/phase.ts';

/**
 * What stands in a capture file for whoever opens it in Wireshark or tshark, as comments on packets: one line each, no secrets.
 * `url` is masked.
 */
export function remarksAtBegin(title: string, url: string, phases: readonly Phase[]): readonly string[] {
  return [`Session: ${title}`, `URL: ${url}`, ...phases.flatMap(tlsRemarks)];
}

/** The steps of the attempt and how long each took; none without steps. */
export function remarksAtEnd(phases: readonly Phase[]): readonly string[] {
  const sorted = phases.toSorted((a, b) => a.startMs - b.startMs);
  return sorted.length === 0 ? [] : [`Phases: ${sorted.map(phaseWords).join(', ')}`];
}

function tlsRemarks(phase: Phase): string[] {
  if (phase.name !== 'tls') return [];
  const { peer, version, cipher, chain, verified, verifyCode } = phase;
  const agreed = [version, cipher].filter((word) => word !== undefined).join(', ');
  const verdict = verified ? 'verified' : `not verified${verifyCode === undefined ? '' : ` (${verifyCode})`}`;
  const [leaf] = chain;
  return [
    `TLS with the ${peer}: ${agreed === '' ? 'nothing agreed' : agreed}`,
    ...(leaf === undefined ? [] : [`Certificate of the ${peer}: ${leaf.subject}, ${verdict}`]),
  ];
}

function phaseWords(phase: Phase): string {
  const name = phase.name === 'tls' && phase.peer === 'proxy' ? 'tls with the proxy' : phase.name;
  const failed = phase.ok ? '' : ` (${phase.code ?? 'failed'})`;
  return `${name} ${phase.durationMs.toFixed(3)} ms${failed}`;
}
