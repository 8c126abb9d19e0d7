import type { Evidence } from '../../evidence.ts';

/** As frameworks and handlers say it, with the name of the parameter; FastAPI names it as a path. */
const words = [
  /\b(?:missing|requires?|required|needs?|without|no)\b(?: the| a)?(?: (?:required|mandatory))?(?: (?:query|url))?[ -](?:string )?param(?:eter)?:? ["'`]([\w.[\]-]{1,40})["'`]/i,
  /\b(?:query|url) param(?:eter)? ["'`]?([\w.[\]-]{1,40})["'`]? (?:is |was )?(?:missing|required|not (?:given|set|provided|found|present))/i,
  /^query\.([\w[\]-]{1,40}): .*\b(?:required|missing)\b/i,
];

/** The query parameter that the server misses by its own words, where the URL does not have it. */
export function missingParameter(message: string | undefined, { asked }: Evidence): string | undefined {
  const name = words.map((pattern) => pattern.exec(message ?? '')?.[1]).find((found) => found !== undefined);
  if (name === undefined || !URL.canParse(asked.url) || new URL(asked.url).searchParams.has(name)) return undefined;
  return name;
}
