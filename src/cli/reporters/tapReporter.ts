import type { Write } from '../output.ts';
import type { FileResult, Reporter } from './reporter.ts';
import { failedStep } from './reporter.ts';

/** The Test Anything Protocol, version 14: a test point a file, a subtest point a step. */
export function tapReporter(write: Write): Reporter {
  let begun = false;
  let number = 0;
  return {
    step: () => Promise.resolve(),
    file: async (result) => {
      if (!begun) await write('TAP version 14\n');
      begun = true;
      number += 1;
      await write(filePoint(result, number));
    },
    end: (results) => write(`${begun ? '' : 'TAP version 14\n'}1..${results.length}\n`),
  };
}

function filePoint(result: FileResult, number: number): string {
  const { file, ok, steps, problem } = result;
  const points = steps.map(
    (step, index) => `    ${step.ok ? 'ok' : 'not ok'} ${index + 1} - ${described(step.title)}\n`,
  );
  const head = `# Subtest: ${described(file)}\n${points.join('')}    1..${steps.length}\n`;
  const point = `${ok ? 'ok' : 'not ok'} ${number} - ${described(file)}\n`;
  if (ok) return head + point;
  const failed = failedStep(result);
  const line = failed === undefined ? undefined : result.lines[failed.index];
  return `${head}${point}  ---\n  message: ${JSON.stringify(failed?.problem ?? problem ?? 'It was stopped.')}\n${
    line === undefined ? '' : `  at:\n    file: ${JSON.stringify(file)}\n    line: ${line}\n`
  }  ...\n`;
}

/** A hash begins a directive, and a line break ends the point. */
function described(text: string): string {
  return text.replace(/[\\#]/g, '\\$&').replace(/\s+/g, ' ');
}
