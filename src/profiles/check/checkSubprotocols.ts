import type { OptionProblem } from '../connectionOptions.ts';
import { findNonTokenCharacter } from '../fieldSyntax.ts';

/** RFC 6455 §4.1 item 10: each a token, none twice. They are told by number: some servers take a token for a login there. */
export function checkSubprotocols(subprotocols: readonly string[]): readonly OptionProblem[] {
  const problem = (index: number, offset: number, message: string): readonly OptionProblem[] => [
    { field: 'subprotocols', index, offset, message },
  ];
  return subprotocols.flatMap((subprotocol, index) => {
    if (subprotocol === '')
      return problem(index, 0, `Subprotocol ${index + 1} is empty. Give it a name, or remove it.`);
    const bad = findNonTokenCharacter(subprotocol);
    if (bad !== undefined) {
      const rule = subprotocol.includes(',')
        ? 'Enter each subprotocol by itself.'
        : "A subprotocol has only letters, digits and !#$%&'*+-.^_`|~ (RFC 6455 §4.1).";
      const message = `Character ${bad.offset + 1} of subprotocol ${index + 1} is ${bad.name}. ${rule}`;
      return problem(index, bad.offset, message);
    }
    const first = subprotocols.indexOf(subprotocol);
    if (first === index) return [];
    const message = `Subprotocol ${first + 1} is there twice, again as number ${index + 1}; each may be offered once (RFC 6455 §4.1). Remove one.`;
    return problem(index, 0, message);
  });
}
