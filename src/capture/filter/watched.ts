// Whoever types a regular expression may type one that takes for ever on some payload. All else here has an end, so that a watchdog
// around a stretch of work only ever meets such an expression.
import { createContext, Script } from 'node:vm';

const script = new Script('work()');
let context: { work?: () => void } | undefined;

/**
 * Does the work, for that many milliseconds at most, and answers whether it came to its end. Cut off, it stops wherever it is. A
 * watchdog costs a third of a millisecond.
 */
export function finishes(work: () => void, allowedMs: number): boolean {
  // No sandbox: the work is our own.
  context ??= createContext(Object.create(null) as object);
  context.work = work;
  try {
    script.runInContext(context, { timeout: allowedMs });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  } finally {
    delete context.work;
  }
}

/** The error may come from the other context, so it need not be an Error of this one. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
