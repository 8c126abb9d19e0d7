import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { beforeTunnel, proxyName } from '../proxy/proxyName.ts';
import { targetOf } from '../../target.ts';
import { duration } from '../../wording.ts';
import { throughProxy } from '../proxy/throughProxy.ts';

/** TCP did not come about for another reason than a refusal: the system gave up, or the attempt was reset. */
export const connectFailed: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.stage !== 'tcp') return undefined;
  const tried = phasesNamed(evidence, 'tcp').filter((phase) => !phase.ok && phase.code !== 'SUPERSEDED');
  const authority = beforeTunnel(evidence) ? `the proxy ${proxyName(evidence)}` : targetOf(evidence).authority;
  const last = tried.at(-1);
  const after = last === undefined ? '' : ` after ${duration(last.durationMs)}`;
  const about = { evidence: tried.map(phaseQuote), section: 'RFC 9293 §3.10.7' };
  if (failure.code === 'ETIMEDOUT') {
    return {
      stage: 'tcp',
      cause: 'tcp-timeout',
      title: `No answer at all comes from ${authority}`,
      explanation: `The system gave up${after}: no answer came to the packets that open a TCP connection, not even a refusal. They were dropped on the way.`,
      likelyCauses: [
        { cause: 'A firewall drops the packets', because: 'A machine without a firewall would refuse at once.' },
        { cause: 'The address is wrong, or the machine is off', because: 'Nobody answered.' },
      ],
      remedies: [
        { title: 'Check firewall rules or security groups for this port' },
        ...throughProxy(evidence),
        { title: 'Check the address, and that a VPN it needs is on' },
      ],
      ...about,
    };
  }
  if (failure.code === 'ECONNRESET') {
    return {
      stage: 'tcp',
      cause: 'tcp-reset',
      title: `The connection to ${authority} was reset while it was being made`,
      explanation: `A reset (RST) arrived${after}, before any request was sent. Something on the way accepts connections on this port and then throws them out.`,
      likelyCauses: [
        {
          cause: 'A port forwarding or load balancer without a server behind it',
          because: 'It accepts first and finds nobody then.',
        },
        { cause: 'A firewall that resets connections', because: 'The reset came before a byte was exchanged.' },
      ],
      remedies: [{ title: 'Check that the server behind the forwarded port is running' }],
      ...about,
    };
  }
  return {
    stage: 'tcp',
    cause: 'tcp-failed',
    title: `No TCP connection to ${authority}`,
    explanation: `The system refused to connect${after} with ${failure.code}: ${failure.message}.`,
    likelyCauses: [],
    remedies: [
      { title: `Look up what ${failure.code} means on this system` },
      { title: 'Check host and port, and try again' },
    ],
    ...about,
  };
};
