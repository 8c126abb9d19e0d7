/** A session's title in parts, so that what tells it from the others is seen first when room is short. */
export interface SessionName {
  /** What comes first, and may be cut at its end. */
  readonly start: string;
  /** The last characters of a long name, never cut. */
  readonly end: string;
  /** The host, when the title is a URL with more than that; empty otherwise. */
  readonly host: string;
}

/** A longer name is cut in the middle. */
const MAX_WHOLE = 22;
const END = 12;

/** `title` is the profile's or sequence's name or a WebSocket URL, with or without its scheme. */
export function sessionName(title: string): SessionName {
  const bare = title.replace(/^wss?:\/\/(?=.)/, '');
  const url = /^(?<host>[^/?\s]*[^/?\s:])(?<path>[/?]\S*)$/.exec(bare);
  const path = url?.groups?.['path'] ?? '';
  if (path === '' || path === '/') return { ...inTwo(bare), host: '' };
  return { ...inTwo(path), host: url?.groups?.['host'] ?? '' };
}

function inTwo(name: string): Pick<SessionName, 'start' | 'end'> {
  const characters = Array.from(name);
  const at = characters.length > MAX_WHOLE ? characters.length - END : characters.length;
  return { start: characters.slice(0, at).join(''), end: characters.slice(at).join('') };
}
