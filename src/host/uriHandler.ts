import { type Uri, type UriHandler, window } from 'vscode';
import { isSecretName } from '../base/secretNames.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { hasVariable } from '../profiles/references.ts';
import { type ConnectRequest, readConnectRequest } from './connectRequest.ts';

/** `vscode://websocket-inspector.websocket-inspector/connect?url=…&subprotocol=…`: asks, then connects. Anybody can write such a link. */
export function uriHandler(
  connect: (request: ConnectRequest) => Promise<unknown>,
  showProblem: (error: unknown) => void,
): UriHandler {
  return {
    handleUri: async (uri) => {
      try {
        const request = requestOfLink(uri);
        const url = request.kind === 'options' ? request.options.url : '';
        const question = `Connect to ${url}?`;
        const detail = 'A link asks for this. Connect only if you know where the link comes from.';
        if ((await window.showWarningMessage(question, { modal: true, detail }, 'Connect')) === undefined) return;
        await connect(request);
      } catch (error) {
        showProblem(error);
      }
    },
  };
}

/** Throws with the reason when the link asks for anything that a stranger should not decide. */
export function requestOfLink(uri: Pick<Uri, 'path' | 'query'>): ConnectRequest {
  if (uri.path !== '/connect') throw new Error(`Links to "${uri.path}" mean nothing. There is /connect?url=…`);
  const query = new URLSearchParams(uri.query);
  const other = [...query.keys()].find((key) => key !== 'url' && key !== 'subprotocol');
  if (other !== undefined) {
    throw new Error(`The link is refused: it sets "${other}", and a link may set "url" and "subprotocol" only.`);
  }
  const [url, second] = query.getAll('url');
  if (url === undefined || url === '') throw new Error('The link is refused: it has no "url".');
  if (second !== undefined) throw new Error('The link is refused: it has more than one "url".');
  if (hasVariable(query.getAll('subprotocol').join() + url)) {
    throw new Error('The link is refused: it refers to variables, which only your own profiles may.');
  }
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target !== undefined && !/^(wss?|https?):$/.test(target.protocol)) {
    throw new Error('The link is refused: it may lead to ws:// and wss:// addresses only.');
  }
  if ((target?.username ?? '') !== '' || (target?.password ?? '') !== '') {
    throw new Error(
      'The link is refused: its address holds a user name or password, and links are kept in histories and logs.',
    );
  }
  const secret = [...(target?.searchParams.keys() ?? [])].find(isSecretName);
  if (secret !== undefined || maskUrl(url) !== url) {
    const name = secret === undefined ? 'something secret' : `"${secret}"`;
    throw new Error(`The link is refused: its address carries ${name}, and links are kept in histories and logs.`);
  }
  const subprotocols = query.getAll('subprotocol');
  return readConnectRequest(subprotocols.length === 0 ? { url } : { url, subprotocols });
}
