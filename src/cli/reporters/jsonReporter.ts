import type { Print } from '../output.ts';
import type { Reporter } from './reporter.ts';

/** One JSON object a line. With several files each line names its file, and totals come last. */
export function jsonReporter(print: Print, several: boolean): Reporter {
  const named = (file: string) => (several ? { file } : {});
  return {
    // What was wanted and what came stand in the problem already, and captured values may be secret.
    step: (file, { expected: _expected, actual: _actual, ...result }, attempt) =>
      print({ event: 'step', ...named(file), ...(attempt > 1 ? { attempt } : {}), ...result }),
    file: ({ file, ok, problem, attempts, durationMs, captures, differences }) =>
      print({
        event: 'result',
        ...named(file),
        ok,
        ...(problem === undefined ? {} : { problem }),
        ...(attempts > 1 ? { attempts } : {}),
        durationMs,
        ...(captures === undefined ? {} : { captures }),
        ...(differences === undefined ? {} : { differences }),
      }),
    end: async (results) => {
      if (!several) return;
      const passed = results.filter(({ ok }) => ok).length;
      await print({ event: 'summary', ok: passed === results.length, passed, failed: results.length - passed });
    },
  };
}
