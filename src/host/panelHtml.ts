import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The panel's page. Scripts run by a nonce that is new each time; nothing is loaded from anywhere but the extension. */
export function panelHtml(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(24).toString('base64');
  const uri = (file: string): string => webview.asWebviewUri(Uri.joinPath(extension, 'dist', file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    // Images out of payloads are made from memory; none is fetched.
    'img-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${uri('webview.css')}">
    <title>WebSocket Inspector</title>
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${uri('webview.js')}"></script>
  </body>
</html>`;
}
