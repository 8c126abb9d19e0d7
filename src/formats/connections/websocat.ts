import { commandParts, optionTable } from './commandOptions.ts';
import { note } from './foreignVariables.ts';
import type { ImportNotes, ImportedConnection, OptionsDraft } from './imported.ts';
import { basicOf, takeHeaderLine, takeHeaders } from './requestHeaders.ts';

const table = optionTable({
  value:
    '-H --header --protocol --origin --basic-auth --ws-c-uri --socks5 --tls-domain --pkcs12-der --pkcs12-passwd --ping-interval ' +
    '--ping-timeout -B --buffer-size --server-protocol --server-header --header-to-env --close-status-code --close-reason ' +
    '--max-messages --max-messages-rev --queue-len --autoreconnect-delay-millis --client-pkcs12-der --client-pkcs12-passwd ' +
    '--basic-auth-file --static-file --restrict-uri --conncap --preamble -p --preamble-reverse -P --ua',
  none:
    '-k --insecure -t --text -b --binary -1 --one-message -n --no-close -E --exit-on-eof -q -v -vv -u --unidirectional -U ' +
    '--unidirectional-reverse -0 --null-terminated -s --server-mode --jsonrpc --compress-deflate --compress-gzip ' +
    '--compress-zlib --uncompress-deflate -S --strict --print-ping-rtts --linemode-strip-newlines --no-line --oneshot',
});

const quiet = /^-(t|-text|b|-binary|1|-one-message|n|-no-close|E|-exit-on-eof|q|v|vv|u|-unidirectional|U|B|S|0)$/;

/** The connection that a `websocat` command would make; undefined when it makes none. The words are without `websocat` itself. */
export function connectionOfWebsocat(words: readonly string[], notes: ImportNotes): ImportedConnection | undefined {
  const parts = commandParts(words, table);
  const named = (name: string): string | undefined =>
    parts.flatMap((part) => (part.kind === 'option' && part.name === name ? [part.value] : []))[0];
  const address = parts
    .flatMap((part) => (part.kind === 'argument' ? [part.text] : []))
    .map((text) => text.replace(/^(?:(?:log|text|binary|message2line|autoreconnect):)*(?=wss?:|ws-c|ws-connect)/i, ''))
    .find((text) => /^wss?:/i.test(text) || /^ws-c/i.test(text));
  const url = address !== undefined && /^wss?:/i.test(address) ? address : named('--ws-c-uri');
  if (url === undefined) return undefined;
  const draft: OptionsDraft = { url };
  // `ws-c:tcp:host:port` dials another place than the URL names.
  const detour = /^ws-c[a-z]*:(?:ssl-connect:|tls:)?tcp(?:-connect)?:(.+)$/i.exec(address ?? '')?.[1];
  if (detour !== undefined) draft.connectTo = detour;
  for (const part of parts) {
    if (part.kind === 'unknown') note(notes, `${part.name} of websocat is not known here.`);
    else if (part.kind === 'option') takeOption(part.name, part.value, draft, notes);
  }
  return { options: draft, messages: [] };
}

function takeOption(name: string, value: string, draft: OptionsDraft, notes: ImportNotes): void {
  const seconds = Math.round(Number(value) * 1000);
  switch (name) {
    case '-H':
    case '--header': {
      // One letter and its value may be joined by an equals sign here.
      takeHeaderLine(draft, value.replace(/^=/, ''), 'websocat', notes);
      return;
    }
    case '--ua': {
      takeHeaders(draft, [['User-Agent', value]]);
      return;
    }
    case '--protocol': {
      takeHeaders(draft, [['Sec-WebSocket-Protocol', value]]);
      return;
    }
    case '--origin':
      draft.origin = value;
      return;
    case '--basic-auth':
      draft.auth = basicOf(value);
      return;
    case '-k':
    case '--insecure':
      draft.tls = { ...draft.tls, verify: false };
      return;
    case '--tls-domain':
      draft.tls = { ...draft.tls, servername: value };
      return;
    case '--client-pkcs12-der':
      draft.tls = { ...draft.tls, pfx: value };
      return;
    case '--client-pkcs12-passwd':
      draft.tls = { ...draft.tls, passphrase: value };
      return;
    case '--socks5':
      draft.proxy = `socks5://${value}`;
      return;
    case '--ping-interval':
      if (Number.isFinite(seconds)) draft.keepAlive = { ...draft.keepAlive, interval: seconds };
      return;
    case '--ping-timeout':
      if (Number.isFinite(seconds)) draft.keepAlive = { ...draft.keepAlive, timeout: seconds };
      return;
    case '--ws-c-uri':
      return;
    default:
      if (!quiet.test(name))
        note(notes, `${name}${value === '' ? '' : ` ${value}`} of websocat has no counterpart here.`);
  }
}
