import type { HttpAnswer } from './httpAnswer.ts';
import { textAnswer } from './httpAnswer.ts';

/** What the list says of a route. */
export interface ListedRoute {
  readonly path: string;
  readonly example?: string;
  readonly shows: string;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid #8884; }
  code { font: 14px ui-monospace, monospace; white-space: nowrap; }`;

function htmlList(routes: readonly ListedRoute[], webSocketUrl: string): string {
  const rows = routes.map(
    (route) =>
      `    <tr><td><code>${escapeHtml(route.example ?? route.path)}</code></td><td>${escapeHtml(route.shows)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>WebSocket Inspector demo server</title>
  <style>${style}
  </style>
</head>
<body>
  <h1>WebSocket Inspector demo server</h1>
  <p>Connect to <code>${escapeHtml(webSocketUrl)}</code> followed by one of these paths.</p>
  <table>
    <tr><th>Path</th><th>What it shows</th></tr>
${rows.join('\n')}
  </table>
</body>
</html>
`;
}

/** Two columns of plain text: path, and what it shows. */
export function textList(routes: readonly ListedRoute[]): string[] {
  const width = Math.max(...routes.map((route) => route.path.length));
  return routes.map((route) => `  ${route.path.padEnd(width)}  ${route.shows}`);
}

/** The list of routes: a page for who accepts HTML, plain text for everyone else. */
export function listingAnswer(routes: readonly ListedRoute[], webSocketUrl: string, accept: string): HttpAnswer {
  if (!accept.includes('text/html')) {
    return textAnswer(200, [`Connect to ${webSocketUrl} followed by one of these paths:`, '', ...textList(routes)]);
  }
  return {
    status: 200,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'"],
    ],
    body: htmlList(routes, webSocketUrl),
  };
}
