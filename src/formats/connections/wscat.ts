import { commandParts, optionTable } from './commandOptions.ts';
import { note } from './foreignVariables.ts';
import {
  type ImportNotes,
  type ImportedConnection,
  type ImportedMessage,
  type OptionsDraft,
  textMessage,
} from './imported.ts';
import { basicOf, takeHeaderLine, takeHeaders } from './requestHeaders.ts';
import { asWebSocketUrl } from './webSocketUrl.ts';

const table = optionTable({
  value:
    '-c --connect -l --listen -H --header -o --origin -s --subprotocol --auth --ca --cert --key --host --proxy -p --protocol ' +
    '-x --execute -w --wait --cipher',
  optional: '--passphrase --max-redirects',
  none: '-n --no-check -L --location -P --show-ping-pong --slash --no-color -V --version -h --help',
});

/** The connection that a `wscat` command would make; undefined when it makes none. The words are without `wscat` itself. */
export function connectionOfWscat(words: readonly string[], notes: ImportNotes): ImportedConnection | undefined {
  const parts = commandParts(words, table);
  const url = parts
    .map((part) =>
      part.kind === 'argument'
        ? part.text
        : part.kind === 'option' && /^(-c|--connect)$/.test(part.name)
          ? part.value
          : '',
    )
    .find((text) => text !== '');
  if (url === undefined) return undefined;
  const written = /^[a-z+]+:/i.test(url) && !/^[^/]*:\d+/.test(url) ? url : `ws://${url}`;
  const draft: OptionsDraft = { url: asWebSocketUrl(written) };
  const messages: ImportedMessage[] = [];
  for (const part of parts) {
    if (part.kind === 'unknown') note(notes, `${part.name} of wscat is not known here.`);
    if (part.kind !== 'option') continue;
    if (/^(-x|--execute)$/.test(part.name)) messages.push(textMessage(part.value));
    else takeOption(part.name, part.value, draft, notes);
  }
  return { options: draft, messages };
}

function takeOption(name: string, value: string, draft: OptionsDraft, notes: ImportNotes): void {
  const tls = (added: NonNullable<OptionsDraft['tls']>): void => void (draft.tls = { ...draft.tls, ...added });
  switch (name) {
    case '-H':
    case '--header': {
      takeHeaderLine(draft, value, 'wscat', notes);
      return;
    }
    case '--host': {
      takeHeaders(draft, [['Host', value]]);
      return;
    }
    case '-o':
    case '--origin':
      draft.origin = value;
      return;
    case '-s':
    case '--subprotocol':
      draft.subprotocols = [...(draft.subprotocols ?? []), ...value.split(',').map((one) => one.trim())];
      return;
    case '--auth':
      draft.auth = basicOf(value);
      return;
    case '-n':
    case '--no-check': {
      tls({ verify: false });
      return;
    }
    case '--ca': {
      tls({ ca: [value] });
      return;
    }
    case '--cert': {
      tls({ cert: value });
      return;
    }
    case '--key': {
      tls({ key: value });
      return;
    }
    case '--passphrase':
      if (value !== '') {
        tls({ passphrase: value });
        return;
      }
      {
        note(notes, 'wscat would ask for the passphrase of the key. Give it in the options.');
        return;
      }
    case '--cipher': {
      tls({ ciphers: value });
      return;
    }
    case '--proxy':
      draft.proxy = /^[a-z\d]+:\/\//i.test(value) ? value : `http://${value}`;
      return;
    case '-L':
    case '--location':
      draft.followRedirects = true;
      return;
    case '--max-redirects':
      if (/^\d+$/.test(value)) draft.maxRedirects = Number(value);
      return;
    case '-p':
    case '--protocol':
      if (value !== '13')
        note(notes, `-p ${value} of wscat: only version 13 of the protocol is spoken here (RFC 6455 §4.1).`);
      return;
    case '-l':
    case '--listen': {
      note(notes, `${name} ${value} of wscat starts a server, which is not imported.`);
      return;
    }
  }
}
