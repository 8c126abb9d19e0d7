/** A piece of a text: characters as they are, or a variable whose value is only known where the text is used. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** Read from the environment variable of this name. */
  | { readonly kind: 'variable'; readonly name: string };

/**
 * A text of a profile in its pieces: `${env:NAME}` and `${secret:name}` are read from the environment where a snippet runs, under
 * their name in capitals. So no secret stands in a snippet.
 */
export function templateParts(text: string): readonly TemplatePart[] {
  return text
    .split(/(\$\{[^{}]*\})/)
    .map((piece, index): TemplatePart => {
      if (index % 2 === 0) return { kind: 'text', text: piece };
      const [, kind, name] = /^\$\{(?:(\w+):)?([^{}]*)\}$/.exec(piece) ?? [];
      return { kind: 'variable', name: kind === 'env' ? (name ?? '') : environmentName(name ?? '') };
    })
    .filter((part) => part.kind === 'variable' || part.text !== '');
}

/** `chat token` gives `CHAT_TOKEN`: a name that every shell takes. */
export const environmentName = (name: string): string => {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[^A-Za-z\d]+/g, '_');
  return (/^\d/.test(words) ? `_${words}` : words).toUpperCase();
};

/** The environment variables that the texts refer to, each once, in order. */
export function variablesIn(texts: readonly string[]): readonly string[] {
  const names = texts.flatMap(templateParts).flatMap((part) => (part.kind === 'variable' ? [part.name] : []));
  return [...new Set(names)];
}
