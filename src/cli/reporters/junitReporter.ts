import type { Write } from '../output.ts';
import type { FileResult, Reporter } from './reporter.ts';

/** One XML document as continuous integration reads it: a suite a file, a case a step; written when all are done. */
export function junitReporter(write: Write): Reporter {
  return {
    step: () => Promise.resolve(),
    file: () => Promise.resolve(),
    end: (results) => {
      const tests = results.reduce((sum, { steps }) => sum + steps.length, 0);
      const failures = results.reduce((sum, result) => sum + failuresIn(result), 0);
      const seconds = inSeconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0));
      const suites = results.map(suite).join('');
      return write(
        `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="WebSocket sequences" tests="${tests}" failures="${failures}" time="${seconds}">\n${suites}</testsuites>\n`,
      );
    },
  };
}

function suite(result: FileResult): string {
  const { file, steps, durationMs, problem, ok, lines } = result;
  const cases = steps.map((step) => {
    const round = step.round === undefined ? '' : ` (round ${step.round.map((one) => one + 1).join('.')})`;
    const name = `${step.index}: ${step.title}${round}`;
    const line = lines[step.index];
    const place = line === undefined ? '' : ` line="${line}"`;
    const head = `    <testcase classname=${quoted(file)} name=${quoted(name)} file=${quoted(file)}${place} time="${inSeconds(step.durationMs)}"`;
    if (step.ok) return `${head}/>\n`;
    const came = step.skipped.length === 0 ? '' : `\n\npassed over:\n${step.skipped.join('\n')}`;
    const whole = `${step.problem ?? ''}${place === '' ? '' : `\nat ${file}:${line ?? 1}`}${came}`;
    return `${head}>\n      <failure message=${quoted(step.problem ?? '')}>${escaped(whole)}</failure>\n    </testcase>\n`;
  });
  const whole =
    ok || steps.some((step) => !step.ok)
      ? ''
      : `    <testcase classname=${quoted(file)} name="connection">\n      <failure message=${quoted(problem ?? 'It was stopped.')}/>\n    </testcase>\n`;
  return `  <testsuite name=${quoted(file)} tests="${steps.length}" failures="${failuresIn(result)}" time="${inSeconds(durationMs)}">\n${cases.join('')}${whole}  </testsuite>\n`;
}

function failuresIn({ steps, ok }: FileResult): number {
  return ok ? 0 : Math.max(1, steps.filter((step) => !step.ok).length);
}

function inSeconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function quoted(text: string): string {
  return `"${escaped(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;')}"`;
}

function escaped(text: string): string {
  // XML 1.0 §2.2: other control characters cannot stand in a document in any form, nor can half of a surrogate pair.
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
