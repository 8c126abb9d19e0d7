import { utf8Text } from './byteReader.ts';
import { fromBase64 } from './encodedText.ts';
import { readMembers } from './members.ts';

/** A time in a token, as it is said there. */
interface TokenTime {
  /** The claim's name: `exp`. */
  readonly claim: string;
  readonly meaning: string;
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/** A JSON Web Token (RFC 7519) taken apart. Nothing here says that it is genuine: no signature is checked. */
export interface Token {
  /** JSON, exactly as it stands in the token. */
  readonly header: string;
  readonly payload: string;
  readonly algorithm: string | undefined;
  readonly times: readonly TokenTime[];
  readonly signatureBytes: number;
}

const TIMES = [
  ['iat', 'issued'],
  ['nbf', 'valid from'],
  ['exp', 'expires'],
  ['auth_time', 'logged in'],
] as const;

/** Reads a token in compact form, with or without `Bearer` before it; undefined when the text is none. */
export function readToken(text: string): Token | undefined {
  const found = /^(?:Bearer\s+)?([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/i.exec(text.trim());
  if (found === null) return undefined;
  const [, first = '', second = '', third = ''] = found;
  const header = jsonIn(first);
  const payload = jsonIn(second);
  const head = readMembers(header);
  const claims = readMembers(payload);
  if (header === undefined || payload === undefined || head === undefined || claims === undefined) return undefined;
  return {
    header,
    payload,
    algorithm: head.text('alg'),
    times: TIMES.flatMap(([claim, meaning]): TokenTime[] => {
      const seconds = claims.kind(claim) === 'number' ? Number(claims.text(claim)) : Number.NaN;
      return Number.isFinite(seconds) ? [{ claim, meaning, atMs: seconds * 1000 }] : [];
    }),
    signatureBytes: fromBase64(third)?.length ?? 0,
  };
}

function jsonIn(part: string): string | undefined {
  const bytes = fromBase64(part);
  return bytes === undefined ? undefined : utf8Text(bytes);
}
