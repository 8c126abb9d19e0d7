/**
 * Tells the toolkit the page's nonce, by the meta element that it looks for. It tries out a style element of its own as soon as
 * it is loaded, so this file is imported before it.
 */
export function publishNonce(): void {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  if (nonce === '' || document.querySelector('meta[property="csp-nonce"]') !== null) return;
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}

publishNonce();
