import type { Diagnosis, EvidenceQuote } from './diagnosis.ts';
import { maskText, maskUrl } from './redact.ts';
import { visible } from './wording.ts';

/** What a report says beside the diagnoses. */
export interface ReportContext {
  readonly url: string;
  /** ISO 8601. */
  readonly startedAt?: string;
}

/** The diagnoses as Markdown for a bug report; secrets are masked, and nothing that a server wrote can act as Markdown. */
export function diagnosisMarkdown(diagnoses: readonly Diagnosis[], context: ReportContext): string {
  const head = [
    `Connection to ${code(maskUrl(context.url))}${context.startedAt === undefined ? '' : `, ${plain(context.startedAt)}`}`,
  ];
  if (diagnoses.length === 0) return `${head.join('\n')}\n\nNo problem was found.\n`;
  return `${[...head, ...diagnoses.map(section)].join('\n\n')}\n`;
}

function section(diagnosis: Diagnosis): string {
  const { title, stage, cause, explanation, evidence, likelyCauses, remedies } = diagnosis;
  const parts = [
    `## ${plain(title)}`,
    plain(explanation),
    `Stage: ${code(stage)} · Cause: ${code(cause)} · See: ${plain(diagnosis.section)}`,
  ];
  if (evidence.length > 0) parts.push(`### Evidence\n\n${fenced(evidence.map(quoteLine))}`);
  if (likelyCauses.length > 0) {
    parts.push(
      `### Likely causes\n\n${likelyCauses.map((one, index) => `${index + 1}. ${plain(one.cause)}: ${plain(one.because)}`).join('\n')}`,
    );
  }
  if (remedies.length > 0)
    parts.push(`### What to try\n\n${remedies.map((one) => `- ${plain(one.title)}`).join('\n')}`);
  return parts.join('\n\n');
}

function quoteLine({ text, source }: EvidenceQuote): string {
  const place =
    source.kind === 'frame' ? `frame ${source.frame + 1}` : source.kind === 'phase' ? source.name : source.kind;
  return `[${place}] ${maskText(visible(text))}`;
}

/** A fence longer than any run of backticks inside, so that the text cannot end it. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].join('\n');
}

/** Running text in which nothing is Markdown or HTML. */
function plain(text: string): string {
  return maskText(visible(text))
    .replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u2060');
}

function code(text: string): string {
  const longest = Math.max(0, ...(visible(text).match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? `${ticks}${visible(text)}${ticks}` : `${ticks} ${visible(text)} ${ticks}`;
}
