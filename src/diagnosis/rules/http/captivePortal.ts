import { bodyHints, bodyStart } from '../../bodyHints.ts';
import type { Evidence } from '../../evidence.ts';
import { targetOf } from '../../target.ts';

const portalWords = /\b(wi-?fi|wlan|hotspot|captive|guest (network|access)|network (login|access)|portal)\b/i;

/** A page of the network's own stands in for the server: it speaks of the network and leads to another host (RFC 8952 §2). */
export function captive(evidence: Evidence): boolean {
  const { body } = evidence;
  const hints = bodyHints(body);
  // Over TLS the portal has no certificate for the host, and comes no further than that.
  const { scheme, host } = targetOf(evidence);
  if (hints.kind !== 'html' || scheme !== 'ws') return false;
  const text = bodyStart(body) ?? '';
  const leads = /(?:url=|location(?:\.href)?\s*=\s*["']?|action\s*=\s*["']?)(https?:\/\/[^\s"'>;]+)/i.exec(text)?.[1];
  if (leads === undefined || !URL.canParse(leads) || new URL(leads).hostname === host) return false;
  return portalWords.test(`${hints.pageTitle ?? ''} ${hints.message ?? ''} ${new URL(leads).hostname}`);
}
