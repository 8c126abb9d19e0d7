import type { ConnectionOptions, HeaderPair } from '../profiles/connectionOptions.ts';
import type { Target } from './dial/target.ts';

/** The header lines that the options ask for, in the order in which they are sent. */
export function requestLines(
  options: ConnectionOptions,
  { userinfo }: Pick<Target, 'userinfo'>,
): readonly HeaderPair[] {
  const { headers = [], cookies = [], auth, origin } = options;
  const lines: HeaderPair[] = [...headers];
  if (origin !== undefined) lines.push(['Origin', origin]);
  if (auth?.type === 'basic') lines.push(['Authorization', basic(auth.username ?? '', auth.password ?? '')]);
  else if (auth?.type === 'bearer') lines.push(['Authorization', `Bearer ${auth.token ?? ''}`]);
  else if (userinfo !== undefined) lines.push(['Authorization', basic(userinfo.username, userinfo.password)]);
  if (auth?.type === 'apiKey' && auth.in !== 'query') lines.push([auth.name ?? '', auth.value ?? '']);
  // RFC 6265 §5.4: one Cookie header, the cookies separated by a semicolon and a space.
  if (cookies.length > 0) lines.push(['Cookie', cookies.map(([name, value]) => `${name}=${value}`).join('; ')]);
  return lines;
}

/** RFC 7617 §2, with UTF-8 as §2.1 prefers it. */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Names of the query parameter or header that holds a credential by what the options say, whatever it is called. */
export const secretParameters = ({ auth }: ConnectionOptions): readonly string[] =>
  auth?.type === 'apiKey' && auth.name !== undefined ? [auth.name] : [];

/** The URL to ask for: with the API key in its query, when that is where it goes. */
export function requestUrl(url: URL, { auth }: ConnectionOptions): URL {
  if (auth?.type !== 'apiKey' || auth.in !== 'query') return url;
  const asked = new URL(url);
  const pair = `${encodeURIComponent(auth.name ?? '')}=${encodeURIComponent(auth.value ?? '')}`;
  // What is there stays as it is written: `searchParams` would encode all of it anew.
  asked.search = asked.search === '' ? pair : `${asked.search}&${pair}`;
  return asked;
}
