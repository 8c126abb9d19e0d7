import type { HttpHead } from './httpHead.ts';
import type { Endpoint } from './endpoint.ts';
import { violationOf, type Violation, type ViolationRule } from './violation.ts';

/** Where the lines of a head begin and end, in bytes from its start; line 1 is the first. */
function lineSpan(raw: Uint8Array, line: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (let number = 1; number < line; number += 1) start = raw.indexOf(0x0a, start) + 1;
  const end = raw.indexOf(0x0a, start);
  return { start, end: end < 0 ? raw.length : raw[end - 1] === 0x0d ? end - 1 : end };
}

const endpointOf = (head: HttpHead): Endpoint => (head.kind === 'request' ? 'client' : 'server');

/** A violation about the start line, offset and length of that line. */
export function startLineViolation(head: HttpHead, rule: ViolationRule, sentence: string): Violation {
  const span = lineSpan(head.raw, 1);
  return violationOf(rule, endpointOf(head), head.startOffset + span.start, span.end - span.start, sentence);
}

/** A violation about a header: offset and length of its last line, or the head's end and 0 when it is not there. */
export function headerViolation(head: HttpHead, name: string, rule: ViolationRule, sentence: string): Violation {
  const wanted = name.toLowerCase();
  const found = head.headers.findLast((header) => header.name.toLowerCase() === wanted);
  const by = endpointOf(head);
  if (found === undefined) return violationOf(rule, by, head.startOffset + head.raw.length, 0, sentence);
  const span = lineSpan(head.raw, found.line);
  return violationOf(rule, by, head.startOffset + span.start, span.end - span.start, sentence);
}
