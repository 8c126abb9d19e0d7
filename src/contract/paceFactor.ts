/** How many times as long a run takes as its recording, as somebody typed it; or what is wrong with that. */
export function paceFactor(typed: string): number | { readonly problem: string } {
  const factor = Number(typed.trim().replace(',', '.'));
  if (typed.trim() !== '' && factor >= 0 && factor <= 1_000) return factor;
  return { problem: 'The factor is a number from 0 to 1000: 0.5 is twice as fast as recorded.' };
}
