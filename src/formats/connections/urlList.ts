import { note } from './foreignVariables.ts';
import type { ImportNotes, ImportedConnection } from './imported.ts';
import { asWebSocketUrl } from './webSocketUrl.ts';

const line = /^(?:(.*?)[\s,;=]+)?((?:ws|http)s?:\/\/[^\s,;]+|ws\+unix:\S+)\s*$/i;

/** Whether some line of the text ends with the URL of a WebSocket. */
export const isUrlList = (text: string): boolean => text.split(/\r?\n/).some((one) => line.test(one.trim()));

/** One connection for each line that is a URL, or a name and a URL. Lines that begin with `#` or `//` are comments. */
export function connectionsOfUrls(text: string, notes: ImportNotes): readonly ImportedConnection[] {
  return text.split(/\r?\n/).flatMap((written, index): ImportedConnection[] => {
    const one = written.trim();
    if (one === '' || /^(#|\/\/)/.test(one)) return [];
    const [, name, url] = line.exec(one) ?? [];
    if (url === undefined) {
      note(notes, `Line ${index + 1} is no URL of a WebSocket: ${one.length > 60 ? `${one.slice(0, 60)}…` : one}`);
      return [];
    }
    const named = (name ?? '').replace(/^["'-]+|["':]+$/g, '').trim();
    return [{ ...(named === '' ? {} : { name: named }), options: { url: asWebSocketUrl(url) }, messages: [] }];
  });
}
