import type { TlsVersion } from '../../profiles/connectionOptions.ts';
import { type CommandPart, commandParts, optionTable } from './commandOptions.ts';
import { note } from './foreignVariables.ts';
import type { ImportNotes, ImportedConnection, OptionsDraft } from './imported.ts';
import { basicOf, cookiesOf, takeHeaderLine, takeHeaders } from './requestHeaders.ts';
import { asWebSocketUrl } from './webSocketUrl.ts';

const table = optionTable({
  value:
    '-H --header -A --user-agent -e --referer -b --cookie -u --user -x --proxy -U --proxy-user --proxy-header --noproxy --cacert ' +
    '-E --cert --cert-type --key --key-type --pass --ciphers --tls-max --tls13-ciphers --connect-to --resolve --interface ' +
    '--local-port --max-redirs --connect-timeout -m --max-time -X --request -d --data --data-raw --data-ascii --data-binary ' +
    '--data-urlencode --json -F --form -o --output --url --unix-socket --abstract-unix-socket --oauth2-bearer --keepalive-time ' +
    '--dns-servers --preproxy --socks4 --socks4a --socks5 --socks5-hostname -c --cookie-jar -w --write-out -K --config ' +
    '--capath --pinnedpubkey --retry --retry-delay --limit-rate -T --upload-file -D --dump-header --stderr --trace --trace-ascii',
  none:
    '-k --insecure -i --include -N --no-buffer -v --verbose -s --silent -S --show-error -L --location --location-trusted ' +
    '--compressed --http1.1 --http1.0 -0 --http2 --http3 -4 --ipv4 -6 --ipv6 -1 --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 ' +
    '--no-keepalive --tcp-nodelay --no-tcp-nodelay -g --globoff --path-as-is -p --proxytunnel -f --fail --fail-with-body ' +
    '-I --head -G --get -# --progress-bar --basic --digest --ntlm --negotiate --anyauth -O --remote-name --no-progress-meter ' +
    '--no-alpn --compressed-ssh -q --disable',
});

/** Say nothing of the connection: what is shown and where, and what the opening handshake decides by itself. */
const silent = new Set(
  (
    '-i --include -N --no-buffer -v --verbose -s --silent -S --show-error --compressed --http1.1 -g --globoff --path-as-is ' +
    '-p --proxytunnel -f --fail --fail-with-body -# --progress-bar --basic -o --output -O --remote-name -w --write-out ' +
    '--no-progress-meter -q --disable -D --dump-header --stderr --trace --trace-ascii --no-alpn -c --cookie-jar --tcp-nodelay'
  ).split(' '),
);

/** The connection that a `curl` command would make; undefined when it names no URL. The words are without `curl` itself. */
export function connectionOfCurl(words: readonly string[], notes: ImportNotes): ImportedConnection | undefined {
  const parts = commandParts(words, table);
  const url = parts.flatMap((part) =>
    part.kind === 'argument' ? [part.text] : part.kind === 'option' && part.name === '--url' ? [part.value] : [],
  );
  const [first, ...others] = url;
  if (first === undefined) return undefined;
  for (const other of others) note(notes, `The cURL command names a second URL, ${other}. Only the first was taken.`);
  const written = /^[a-z][a-z\d+.-]*:\/\//i.test(first) ? first : `http://${first}`;
  const draft: OptionsDraft = { url: asWebSocketUrl(written) };
  for (const part of parts) takePart(part, draft, notes);
  return { options: draft, messages: [] };
}

function takePart(part: CommandPart, draft: OptionsDraft, notes: ImportNotes): void {
  if (part.kind === 'argument') return;
  if (part.kind === 'unknown') {
    note(notes, `${part.name} of cURL is not known here.`);
    return;
  }
  const { name, value } = part;
  const tls = (added: NonNullable<OptionsDraft['tls']>): void => void (draft.tls = { ...draft.tls, ...added });
  switch (name) {
    case '-H':
    case '--header': {
      takeHeaderLine(draft, value, 'cURL', notes);
      return;
    }
    case '-A':
    case '--user-agent': {
      takeHeaders(draft, [['User-Agent', value]]);
      return;
    }
    case '-e':
    case '--referer': {
      takeHeaders(draft, [['Referer', value]]);
      return;
    }
    case '-b':
    case '--cookie': {
      const cookies = cookiesOf(value);
      if (cookies === undefined)
        note(notes, `${name} ${value} of cURL reads cookies from a file. Write them as cookies.`);
      else draft.cookies = [...(draft.cookies ?? []), ...cookies];
      return;
    }
    case '-u':
    case '--user':
      draft.auth = basicOf(value);
      return;
    case '--oauth2-bearer':
      draft.auth = { type: 'bearer', token: value };
      return;
    case '-x':
    case '--proxy':
    case '--preproxy':
      draft.proxy = /^[a-z\d]+:\/\//i.test(value) ? value.replace(/^(socks[45])[ah]:/i, '$1:') : `http://${value}`;
      return;
    case '--socks4':
    case '--socks4a':
      draft.proxy = `socks4://${value}`;
      return;
    case '--socks5':
    case '--socks5-hostname':
      draft.proxy = `socks5://${value}`;
      return;
    case '-U':
    case '--proxy-user':
      if (draft.proxy === undefined)
        note(notes, `${name} of cURL stands before its proxy. Write the user into the proxy's URL.`);
      else draft.proxy = draft.proxy.replace(/^([a-z\d]+:\/\/)(?:[^@/]*@)?/i, `$1${value}@`);
      return;
    case '--noproxy':
      if (value === '*') draft.proxy = 'none';
      else note(notes, `--noproxy ${value} of cURL: set the proxy to none for a host that needs no proxy.`);
      return;
    case '-k':
    case '--insecure': {
      tls({ verify: false });
      return;
    }
    case '--cacert': {
      tls({ ca: [...(draft.tls?.ca ?? []), value] });
      return;
    }
    case '-E':
    case '--cert': {
      takeCertificate(value, draft, notes);
      return;
    }
    case '--cert-type':
      if (/^p12$/i.test(value) && draft.tls?.cert !== undefined) {
        const { cert, ...others } = draft.tls;
        draft.tls = { ...others, pfx: cert };
      } else if (!/^pem$/i.test(value)) note(notes, `--cert-type ${value} of cURL: only PEM and P12 are read here.`);
      return;
    case '--key': {
      tls({ key: value });
      return;
    }
    case '--pass': {
      tls({ passphrase: value });
      return;
    }
    case '--ciphers':
    case '--tls13-ciphers': {
      tls({ ciphers: draft.tls?.ciphers === undefined ? value : `${draft.tls.ciphers}:${value}` });
      return;
    }
    case '--tls-max': {
      tls({ maxVersion: tlsVersion(value) });
      return;
    }
    case '-1':
    case '--tlsv1':
    case '--tlsv1.0':
    case '--tlsv1.1':
    case '--tlsv1.2':
    case '--tlsv1.3': {
      tls({ minVersion: tlsVersion(name.replace(/^--tlsv|^-/, '')) });
      return;
    }
    case '--connect-to': {
      takeDetour(value, draft, notes);
      return;
    }
    case '--resolve': {
      const [, address] = /^\+?[^:]+:\d+:\[?([^\],]+)\]?/.exec(value) ?? [];
      if (address === undefined) note(notes, `--resolve ${value} of cURL could not be read.`);
      else draft.connectTo = address.includes(':') ? `[${address}]` : address;
      return;
    }
    case '--interface':
      if (/^[\d.]+$|:/.test(value)) draft.localAddress = value;
      else note(notes, `--interface ${value} of cURL names an interface. Give its address as the local address.`);
      return;
    case '--local-port': {
      takeNumber(value.split('-')[0] ?? '', 1, (port) => void (draft.localPort = port), name, notes);
      return;
    }
    case '-L':
    case '--location':
    case '--location-trusted':
      draft.followRedirects = true;
      return;
    case '--max-redirs': {
      takeNumber(value, 1, (count) => void (draft.maxRedirects = count), name, notes);
      return;
    }
    case '--connect-timeout': {
      takeNumber(value, 1000, (ms) => void (draft.handshakeTimeout = ms), name, notes);
      return;
    }
    case '-4':
    case '--ipv4':
      draft.addressFamily = 'ipv4';
      return;
    case '-6':
    case '--ipv6':
      draft.addressFamily = 'ipv6';
      return;
    case '--no-tcp-nodelay':
      draft.noDelay = false;
      return;
    case '--no-keepalive':
      draft.tcpKeepAlive = 0;
      return;
    case '--keepalive-time': {
      takeNumber(value, 1000, (ms) => void (draft.tcpKeepAlive = ms), name, notes);
      return;
    }
    case '--dns-servers':
      draft.dnsServers = value.split(',');
      return;
    case '--unix-socket':
      draft.url = draft.url.replace(/^wss?:\/\/[^/?#]*/i, `ws+unix:${value}:`);
      return;
    case '-X':
    case '--request':
      if (value.toUpperCase() !== 'GET') note(notes, `${name} ${value} of cURL: an opening handshake is always a GET.`);
      return;
    case '--url':
      return;
    default:
      if (!silent.has(name))
        note(notes, `${name}${value === '' ? '' : ` ${shortened(value)}`} of cURL has no counterpart here.`);
  }
}

/** `file` or `file:passphrase`; a Windows path begins with a letter and a colon. */
function takeCertificate(value: string, draft: OptionsDraft, notes: ImportNotes): void {
  const [, file = value, passphrase] = /^((?:[A-Za-z]:[\\/])?(?:[^:\\]|\\.)*)(?::([^]*))?$/.exec(value) ?? [];
  draft.tls = {
    ...draft.tls,
    cert: file.replace(/\\([:\\])/g, '$1'),
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
  };
  if (file.startsWith('pkcs11:')) note(notes, `${file} of cURL is on a token. Give the certificate as a file.`);
}

/** `HOST1:PORT1:HOST2:PORT2`, of which the second pair is dialled. */
function takeDetour(value: string, draft: OptionsDraft, notes: ImportNotes): void {
  const [, host, port] = /^(?:\[[^\]]*\]|[^:]*):\d*:(\[[^\]]*\]|[^:]*):(\d*)$/.exec(value) ?? [];
  if (host === undefined || port === undefined) note(notes, `--connect-to ${value} of cURL could not be read.`);
  else if (host !== '' || port !== '') draft.connectTo = port === '' ? host : `${host}:${port}`;
}

function takeNumber(value: string, factor: number, take: (n: number) => void, name: string, notes: ImportNotes): void {
  const number = Math.round(Number(value) * factor);
  if (Number.isFinite(number) && number >= 0 && value.trim() !== '') take(number);
  else note(notes, `${name} ${value} of cURL is no number.`);
}

function tlsVersion(text: string): TlsVersion {
  const versions: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
  return versions[Number(/^1\.(\d)/.exec(text)?.[1] ?? 0)] ?? 'TLSv1.3';
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
