/** `850 ms`, `1.5 s`, `30 s`, `2 min 5 s`, `3 h 20 min`, `12 days`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds >= 172_800) return `${Math.round(seconds / 86_400)} days`;
  const minutes = Math.round(seconds / 60) % 60;
  if (seconds >= 7200) return `${Math.floor(seconds / 3600)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** `1 frame`, `3 frames`; a plural that is not made with an s is given. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly string[], word = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}

/** Characters that hide, reorder or command a terminal are written out, as `\x1b` or `\u202e`; line breaks become `\n`. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The text with its middle-of-the-sentence whitespace made single, and cut at `max` characters with an ellipsis. */
export function excerpt(text: string, max = 160): string {
  // A body of a megabyte is quoted by its beginning: the rest need not be looked at.
  const line = visible(
    text
      .trimStart()
      .slice(0, max * 8)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const characters = Array.from(line);
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
}

/** The text in double quotes, made visible and cut at `max` characters. */
export function quoted(text: string, max = 120): string {
  const characters = Array.from(visible(text.slice(0, max * 8)));
  return characters.length <= max ? `"${characters.join('')}"` : `"${characters.slice(0, max - 1).join('')}…"`;
}

/**
 * What the system said, without the addresses and source files that OpenSSL prints: of
 * `write EPROTO C0D6…:error:0A00010B:SSL routines:f:wrong version number:../a.c:77:` only `write EPROTO: wrong version number` is left.
 */
export function systemWords(message: string): string {
  return message
    .replace(
      /\s*(?:\b[\dA-F]{6,16}:)?\berror:[\dA-F]{8}:[^:\n]*:[^:\n]*:([^:\n]+)(?::[^:\n]*:\d+:([^\n]*))?/gi,
      (_, reason: string, more: string | undefined) =>
        `: ${reason.trim()}${more === undefined || more.trim() === '' ? '' : ` (${more.trim()})`}`,
    )
    .replace(/^: /, '')
    .trim();
}

/** A date as `2021-01-01`; what is no date comes back as it is. */
export function day(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : new Date(time).toISOString().slice(0, 10);
}

/** `39.1 KiB (40,008 bytes)`: what a limit given in KiB or MiB is compared with. Small and round numbers as `bytes` says them. */
export function size(n: number): string {
  const exact = bytes(n);
  if (n < 10_240 || !exact.includes('byte')) return exact;
  return n >= 1_048_576 ? `${(n / 1_048_576).toFixed(1)} MiB (${exact})` : `${(n / 1024).toFixed(1)} KiB (${exact})`;
}

/** `12 KiB` for round numbers of KiB or MiB, else `12,345 bytes`. */
export function bytes(n: number): string {
  if (n >= 1_073_741_824 && n % 1_073_741_824 === 0) return `${n / 1_073_741_824} GiB`;
  if (n >= 1_048_576 && n % 1_048_576 === 0) return `${n / 1_048_576} MiB`;
  if (n >= 1024 && n % 1024 === 0) return `${n / 1024} KiB`;
  return count(n, 'byte').replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));
}
