import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { duration } from '../../wording.ts';

/** The lookup itself failed, so that it is not known whether the name exists. */
export const nameServerFailed: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.stage !== 'dns') return undefined;
  const phase = phasesNamed(evidence, 'dns').at(-1);
  const host = phase?.host ?? targetOf(evidence).host;
  const after = phase === undefined ? '' : ` after ${duration(phase.durationMs)}`;
  return {
    stage: 'dns',
    cause: 'name-server-failed',
    title: `The name server gave no answer for ${host}`,
    explanation:
      `Looking up "${host}" failed${after} with ${failure.code}. That says nothing about the name itself: ` +
      'the name server could not be reached or had a problem of its own.',
    evidence: phase === undefined ? [] : [phaseQuote(phase)],
    likelyCauses: [
      {
        cause: 'This machine has no network, or its DNS settings are wrong',
        because: `${failure.code} comes from the resolver of this machine, not from the server you asked for.`,
      },
      { cause: 'A VPN or container changed the name server', because: 'Both bring DNS settings of their own.' },
    ],
    remedies: [
      { title: 'Check the network, and try again: this is often temporary' },
      { title: `Look the name up in a terminal: nslookup ${host}` },
      { title: 'Put the IP address into the URL, to see whether only DNS is at fault' },
    ],
    section: 'RFC 1035 §7',
  };
};
