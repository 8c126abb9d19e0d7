import { attemptReport } from './attemptReport.ts';
import { code } from './markdownText.ts';
import type { ReportedHandshake } from './reportedHandshake.ts';

/**
 * Every attempt of a session as Markdown for a bug report. Secrets are masked, and nothing that a server wrote can act as
 * Markdown or HTML.
 */
export function handshakeMarkdown(views: readonly ReportedHandshake[]): string {
  const [first] = views;
  if (first === undefined) return '# Opening handshake\n\nNothing was recorded yet.\n';
  return `${[`# Opening handshake with ${code(first.url)}`, ...hops(views), ...views.map(attemptReport)].join('\n\n')}\n`;
}

/** The way from the first URL to the last, where redirects were followed. */
function hops(views: readonly ReportedHandshake[]): string[] {
  const followed = views.flatMap(({ reason, url, attempt }) =>
    reason.kind === 'redirect'
      ? [`- Attempt ${attempt}: ${reason.status}, from ${code(reason.from)} to ${code(url)}`]
      : [],
  );
  return followed.length === 0 ? [] : [`Redirects:\n\n${followed.join('\n')}`];
}
