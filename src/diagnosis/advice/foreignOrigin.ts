import { isLoopback, targetOf } from '../target.ts';
import { quoted } from '../wording.ts';
import type { AdviceRule } from './adviceRule.ts';

/** A server that browsers talk to has to look at the Origin, or any page can use its visitors' cookies (RFC 6455 §10.2). */
export const foreignOrigin: AdviceRule = (evidence) => {
  const { origin } = evidence.asked;
  if (origin === undefined || !URL.canParse(origin)) return undefined;
  const from = new URL(origin).hostname;
  const { host } = targetOf(evidence);
  if (from === host || sameSite(from, host) || (isLoopback(from) && isLoopback(host))) return undefined;
  return {
    cause: 'foreign-origin-accepted',
    title: `The server accepted the Origin ${quoted(origin)}, which is not its own`,
    explanation: `That is right where ${from} is meant to use ${host}. If the server does not look at the Origin at all, every page on the web can open this connection with its visitors' cookies.`,
    section: 'RFC 6455 §10.2',
  };
};

/** The last two labels are a good guess at what belongs to one owner. */
function sameSite(a: string, b: string): boolean {
  const site = (host: string): string => host.split('.').slice(-2).join('.');
  return a.includes('.') && !/^[\d.]+$/.test(a) && site(a) === site(b);
}
