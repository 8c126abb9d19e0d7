/** One challenge of WWW-Authenticate or Proxy-Authenticate (RFC 9110 §11.6.1); parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = /^[\w!#$%&'*+.^`|~-]+/;

/** The challenges of one header value, which may hold several with commas between (RFC 9110 §11.6.1). */
export function parseChallenges(value: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let rest = value.replace(/^[\s,]+/, '');
  while (rest !== '') {
    const name = token.exec(rest)?.[0];
    if (name === undefined) break;
    rest = rest.slice(name.length);
    const parameter = /^\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/.exec(rest);
    if (parameter !== null && !/^\s*=+\s*(,|$)/.test(rest)) {
      const text = parameter[1]?.replace(/\\(.)/g, '$1') ?? parameter[2] ?? '';
      challenges.at(-1)?.parameters.set(name.toLowerCase(), text);
      rest = rest.slice(parameter[0].length);
    } else {
      challenges.push({ scheme: name, parameters: new Map() });
      // A token68, such as Negotiate's, has no name of its own.
      rest = rest.replace(/^\s+[\w.~+/-]+=*\s*(?=,|$)/, '');
    }
    rest = rest.replace(/^[\s,]+/, '');
  }
  return challenges;
}

/** Such as `Basic, realm "corp"`. */
export function challengeText(challenge: Challenge): string {
  const realm = challenge.parameters.get('realm');
  return realm === undefined || realm === '' ? challenge.scheme : `${challenge.scheme}, realm "${realm}"`;
}
