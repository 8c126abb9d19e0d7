/**
 * True when searching a text of that length cannot take long, whatever the text is: each choice can at most try every length
 * again, unless choices are repeated or earlier groups are looked up.
 */
export function isQuick(source: string, length: number): boolean {
  if (/\)[*+{]|\\[1-9k]/.test(source)) return false;
  const choices = source.replace(/\\.|\(\?/gs, '').match(/[*+?{|]/g)?.length ?? 0;
  return (length + 1) ** (choices + 1) <= 1e7 || choices === 0;
}
