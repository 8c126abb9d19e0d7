import { optionsQuote } from '../../quotes.ts';
import { maskText, maskUrl } from '../../redact.ts';
import type { Rule } from '../../rule.ts';
import { withUrl } from '../../target.ts';
import type { Remedy } from '../../diagnosis.ts';

/** The options were refused before anything was dialled (RFC 6455 §3 for URLs). */
export const optionsRefused: Rule = (evidence) => {
  const { failure, asked } = evidence;
  if (failure?.stage !== 'url') return undefined;
  const remedies: Remedy[] = [];
  if (/^https?:/i.test(asked.url) && URL.canParse(asked.url)) {
    const url = asked.url.replace(/^http/i, 'ws');
    remedies.push({ title: `Connect to ${maskUrl(url)}`, change: { kind: 'url', url } });
  } else if (asked.url.includes('#') && URL.canParse(asked.url)) {
    const url = withUrl(evidence, (parsed) => void (parsed.hash = ''));
    remedies.push({ title: `Leave the fragment out: ${maskUrl(url)}`, change: { kind: 'url', url } });
  } else if (!/^[a-z][a-z\d+.-]*:\/\//i.test(asked.url) && URL.canParse(`ws://${asked.url.trim()}`)) {
    const url = `ws://${asked.url.trim()}`;
    remedies.push({ title: `Connect to ${maskUrl(url)}`, change: { kind: 'url', url } });
  }
  return {
    stage: 'url',
    cause: 'options-refused',
    title: 'The connection was not tried, because its options are not usable',
    explanation: `${maskText(failure.message)} Nothing was sent.`,
    evidence: [optionsQuote(maskUrl(asked.url))],
    likelyCauses: [],
    remedies: remedies.length > 0 ? remedies : [{ title: 'Correct the option that is named above and connect again' }],
    section: 'RFC 6455 §3',
  };
};
