/** The text that percent-encoding stands for (RFC 3986 §2.1); the text itself where a percent sign is a stray one. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // It is a character like any other then.
    return text;
  }
}
