/** Where the values of a field come from, when they were taken over from another profile; empty when not. */
export function originText(origins: Readonly<Record<string, string>> | undefined, path: string): string {
  if (origins === undefined) return '';
  const own = origins[path];
  if (own !== undefined) return `Taken over from "${own}".`;
  const names = Object.entries(origins)
    .filter(([place]) => place.startsWith(`${path}:`))
    .map(([place, base]) => `${place.slice(path.length + 1)} from "${base}"`);
  return names.length === 0 ? '' : `Taken over: ${names.join(', ')}.`;
}
