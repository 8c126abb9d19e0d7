import type { AuthOptions, ConnectionOptions, HeaderPair, OptionProblem } from '../connectionOptions.ts';
import { owned } from './checkHeaders.ts';
import { tokenProblem, valueProblem } from './problem.ts';

/** Credentials and cookies: that all which is needed is there, and that nothing is sent twice. */
export function checkAuth(options: ConnectionOptions): readonly OptionProblem[] {
  const { auth } = options;
  return [
    ...(auth === undefined ? [] : checkFields(auth)),
    ...checkCookies(options.cookies ?? []),
    ...checkTwice(options),
  ];
}

function checkFields(auth: AuthOptions): readonly OptionProblem[] {
  const problem = (part: keyof AuthOptions, message: string): readonly OptionProblem[] => [
    { field: 'auth', part, message },
  ];
  if (auth.type === undefined)
    return problem('type', 'Say how to authenticate: set "type" to basic, bearer or apiKey.');
  switch (auth.type) {
    case 'basic': {
      const colon = auth.username?.indexOf(':') ?? -1;
      if (auth.username === undefined && auth.password === undefined)
        return problem('username', 'Basic needs a user name, a password, or both.');
      if (colon < 0) return [];
      const message = `Character ${colon + 1} of the user name is a colon, which Basic uses as its end (RFC 7617 §2).`;
      return [{ field: 'auth', part: 'username', offset: colon, message }];
    }
    case 'bearer': {
      if ((auth.token ?? '') === '') return problem('token', 'Bearer needs a token. Set "token".');
      const bad = valueProblem('the token', auth.token ?? '');
      return bad === undefined ? [] : [{ field: 'auth', part: 'token', ...bad }];
    }
    case 'apiKey':
      return checkApiKey(auth);
  }
}

function checkApiKey({ name = '', value, in: place }: AuthOptions): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  if (name === '')
    problems.push({ field: 'auth', part: 'name', message: 'An API key needs the name of its header or parameter.' });
  if (value === undefined)
    problems.push({ field: 'auth', part: 'value', message: 'An API key needs its value. Set "value".' });
  if (place === 'query') return problems;
  const bad = tokenProblem('the name of the API key’s header', name);
  if (bad !== undefined) problems.push({ field: 'auth', part: 'name', ...bad });
  const mend = owned.get(name.toLowerCase());
  if (mend !== undefined)
    problems.push({ field: 'auth', part: 'name', message: `The header ${name} cannot be set by hand. ${mend}` });
  const badValue = valueProblem('the value of the API key', value ?? '');
  if (badValue !== undefined) problems.push({ field: 'auth', part: 'value', ...badValue });
  return problems;
}

/** RFC 6265 §4.1.1: a cookie's name is a token, and a semicolon ends its value. */
function checkCookies(cookies: readonly HeaderPair[]): readonly OptionProblem[] {
  return cookies.flatMap(([name, value], index): OptionProblem[] => {
    const place = { field: 'cookies', index } as const;
    if (name === '') return [{ ...place, part: 'name', message: `Cookie ${index + 1} has no name. Give it one.` }];
    const bad = tokenProblem(`the name of cookie ${index + 1}`, name);
    if (bad !== undefined) return [{ ...place, part: 'name', ...bad }];
    const semicolon = value.indexOf(';');
    if (semicolon >= 0) {
      const message = `Character ${semicolon + 1} of the value of the cookie ${name} is a semicolon, which ends it. Write %3B.`;
      return [{ ...place, part: 'value', offset: semicolon, message }];
    }
    const wrong = valueProblem(`the value of the cookie ${name}`, value);
    return wrong === undefined ? [] : [{ ...place, part: 'value', ...wrong }];
  });
}

/** Two answers to "who are you" would go out side by side, and servers differ in which they take. */
function checkTwice(options: ConnectionOptions): readonly OptionProblem[] {
  const { auth, headers = [], cookies = [], url } = options;
  const headerAt = (name: string): number => headers.findIndex(([given]) => given.toLowerCase() === name);
  const problems: OptionProblem[] = [];
  const inUrl = /^[a-z]+:\/\/[^/?#]*@/i.test(url);
  const authorization = headerAt('authorization');
  const ours = auth?.type === 'basic' || auth?.type === 'bearer';
  const headerProblem = (index: number, message: string): void =>
    void problems.push({ field: 'headers', index, part: 'name', offset: 0, message });
  if (authorization >= 0 && ours)
    headerProblem(authorization, 'Authorization is set as a header and under authentication. Remove one of them.');
  else if (authorization >= 0 && inUrl)
    headerProblem(authorization, 'Authorization is set as a header and by the user name in the URL. Remove one.');
  if (ours && inUrl) {
    const message = 'The URL holds a user name as well. Remove it from the URL, or the authentication here.';
    problems.push({ field: 'auth', part: 'type', message });
  }
  problems.push(...checkKeyTwice(options, inUrl));
  const cookie = headerAt('cookie');
  if (cookie >= 0 && cookies.length > 0)
    headerProblem(cookie, 'Cookie is set as a header and by the option "cookies". Put all of them in one place.');
  return problems;
}

/** An API key travels as a header that something else may set as well. */
function checkKeyTwice(options: ConnectionOptions, inUrl: boolean): readonly OptionProblem[] {
  const { auth, headers = [], cookies = [], origin } = options;
  if (auth?.type !== 'apiKey' || auth.in === 'query') return [];
  const name = auth.name?.toLowerCase() ?? '';
  const index = headers.findIndex(([given]) => given.toLowerCase() === name);
  if (name !== '' && index >= 0) {
    const message = 'This header is set under headers and as the API key. Remove one of them.';
    return [{ field: 'headers', index, part: 'name', offset: 0, message }];
  }
  const elsewhere =
    name === 'authorization' && inUrl
      ? 'the user name in the URL'
      : name === 'cookie' && cookies.length > 0
        ? 'the option "cookies"'
        : name === 'origin' && origin !== undefined
          ? 'the option "origin"'
          : undefined;
  if (elsewhere === undefined) return [];
  const message = `This header is set by ${elsewhere} as well. Remove one of them.`;
  return [{ field: 'auth', part: 'name', message }];
}
