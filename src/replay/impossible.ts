import { type JsonText, type Node, memberOf } from '../profiles/jsonText.ts';
import type { FileProblem } from '../profiles/profile.ts';
import type { Condition, Matcher, Step } from './sequence.ts';
import { stepsIn } from './stepList.ts';

/** Where steps wait for what cannot come, or do what can no longer be done. */
export function findImpossible(
  json: JsonText,
  steps: readonly Step[],
  nodes: ReadonlyMap<Step, Node>,
): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  const warn = (step: Step, message: string): void => {
    const node = nodes.get(step);
    problems.push(json.problemAt((memberOf(node, step.kind) ?? node)?.offset ?? 0, message));
  };
  const visit = (some: readonly Step[]): void => {
    const closed = new Set<string | undefined>();
    for (const step of some) {
      if (step.kind === 'close' || step.kind === 'expectClose') {
        if (step.kind === 'close' && closed.has(step.on)) warn(step, 'The connection is closed here already.');
        closed.add(step.on);
      } else if (step.kind === 'reconnect') closed.delete(step.on);
      else if ((step.kind === 'send' || step.kind === 'ping') && closed.has(step.on)) {
        warn(step, 'Nothing can be sent here: the connection is closed by then. Put a "reconnect" before it.');
      }
      if (step.kind === 'expect') {
        const fault = impossibleMatch(step.matcher);
        if (fault !== undefined) warn(step, fault);
        const { count = 1, within, timeout, not } = step;
        if (not !== true && count > 1 && within !== undefined && within > timeout) {
          warn(
            step,
            `"within" (${within} ms) is longer than the step waits at all (${timeout} ms), so it changes nothing.`,
          );
        }
      }
      visitInside(step);
    }
  };
  const visitInside = (step: Step): void => {
    if (step.kind === 'parallel') step.branches.forEach(visit);
    else visit(stepsIn(step));
  };
  visit(steps);
  return problems;
}

function impossibleMatch(matcher: Matcher): string | undefined {
  if (matcher.by === 'schema' && matcher.schema === false) return 'No message is valid against the schema false.';
  if (matcher.by === 'regex' && /(?<!\\)\$[^|)]/.test(matcher.regex) && !/\[|\$\{/.test(matcher.regex)) {
    return 'Something follows the end of the text ($) in this regex, so nothing can match. Write \\$ for a dollar.';
  }
  if (matcher.by !== 'jsonpath' || !('conditions' in matcher)) return undefined;
  for (const [path, condition] of Object.entries(matcher.conditions)) {
    const fault = impossibleCondition(condition);
    if (fault !== undefined) return `Nothing at ${path} can be like this: ${fault}.`;
  }
  return undefined;
}

function impossibleCondition(condition: Condition): string | undefined {
  const { equals, oneOf, exists, above, below, regex, type, length } = condition;
  if (above !== undefined && below !== undefined && above >= below) return `above ${above} and below ${below}`;
  if (oneOf?.length === 0) return 'one of none';
  const others = Object.keys(condition).filter((key) => key !== 'exists');
  if (exists === false && others.length > 0) return `absent, and yet with "${others.join('", "')}"`;
  if (
    typeof equals === 'number' &&
    ((above !== undefined && equals <= above) || (below !== undefined && equals >= below))
  ) {
    return `equal to ${equals}, and yet ${above === undefined ? `below ${below ?? 0}` : `above ${above}`}`;
  }
  if (length !== undefined && (length < 0 || !Number.isInteger(length))) return `a length of ${length}`;
  const numeric = above !== undefined || below !== undefined;
  if (numeric && type !== undefined && type !== 'number') return `a number of the type ${type}`;
  if (regex !== undefined && type !== undefined && type !== 'text') return `a text of the type ${type}`;
  return numeric && regex !== undefined ? 'a number and a text' : undefined;
}
