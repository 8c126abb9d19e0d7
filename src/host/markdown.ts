/** As Markdown's code: nothing in it is markup. */
export const code = (text: string): string =>
  `\`${text.replaceAll('`', 'ˋ').replaceAll('|', '¦').replaceAll(/\s/g, ' ')}\``;

/** As a cell of a table: nothing in it is markup. */
export const cell = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&').replaceAll(/\s/g, ' ');
