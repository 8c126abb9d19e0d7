export type CheckedRegex =
  /** The source as `RegExp` writes it, so that it stands between two slashes. */
  | { readonly ok: true; readonly source: string; readonly flags: string }
  | { readonly ok: false; readonly message: string };

/** Flags may be `i`, `m`, `s` and `u`. */
export function checkRegex(source: string, flags: string): CheckedRegex {
  const unknown = /[^imsu]|(.).*\1/.exec(flags)?.[0];
  if (unknown !== undefined) {
    const message = `After a regular expression may stand i, m, s and u, each once, not "${flags}". Words with a / in them go in quotes.`;
    return { ok: false, message };
  }
  try {
    const regex = new RegExp(source, flags);
    return { ok: true, source: regex.source, flags: regex.flags };
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    return { ok: false, message: `This is no regular expression: ${detail}.` };
  }
}
