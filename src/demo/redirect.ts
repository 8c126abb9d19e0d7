import { textAnswer } from './httpAnswer.ts';
import type { HttpRoute } from './route.ts';

/** A path of this server: one slash first, and nothing that a client may take for another host. */
const isOwnPath = (target: string): boolean => /^\/(?![/\\])[\x21-\x7e]*$/.test(target) && !target.includes('\\');

export const redirect: HttpRoute = {
  kind: 'http',
  path: '/redirect',
  shows: 'Answers 302 to /echo, or to the path of this server that ?to= names.',
  answer: ({ url }) => {
    const target = url.searchParams.get('to') ?? '/echo';
    return isOwnPath(target)
      ? textAnswer(302, [`Found. Go on at ${target}`], [['Location', target]])
      : textAnswer(400, ['?to= has to be a path of this server, such as ?to=/chat.']);
  },
};
