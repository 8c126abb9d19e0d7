import type { StepResult } from '../../replay/sequence.ts';
import type { Write } from '../output.ts';
import type { Reporter } from './reporter.ts';

/** For people: a file a heading, a step a line, and the totals last. */
export function specReporter(write: Write): Reporter {
  let heading: string | undefined;
  return {
    step: async (file, result, attempt) => {
      const now = attempt > 1 ? `${file} (attempt ${attempt})` : file;
      if (now !== heading) await write(`${heading === undefined ? '' : '\n'}${now}\n`);
      heading = now;
      await write(stepText(result));
    },
    file: async ({ file, ok, problem, durationMs, attempts }) => {
      if (heading === undefined || !heading.startsWith(file)) await write(`${file}\n`);
      heading = file;
      if (problem !== undefined) await write(`  ${problem}\n`);
      const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
      await write(`  ${ok ? 'passed' : 'FAILED'}${tries} in ${Math.round(durationMs)} ms\n`);
    },
    end: (results) => {
      const passed = results.filter(({ ok }) => ok).length;
      const failed = results.filter(({ ok }) => !ok).map(({ file }) => `  ${file}\n`);
      const failures = failed.length === 0 ? '' : `, ${failed.length} failed:\n${failed.join('')}`;
      return write(`\n${passed} of ${results.length} passed${failures === '' ? '\n' : failures}`);
    },
  };
}

function stepText({ ok, title, round, durationMs, problem, skipped }: StepResult): string {
  const where = round === undefined ? '' : ` (round ${round.map((one) => one + 1).join('.')})`;
  const line = `  ${ok ? 'ok    ' : 'FAILED'}  ${title}${where}  ${Math.round(durationMs)} ms\n`;
  if (problem === undefined) return line;
  return `${line}          ${problem}\n${skipped.map((text) => `          passed over: ${text}\n`).join('')}`;
}
