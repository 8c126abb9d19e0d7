import {
  CodeLens,
  type CodeLensProvider,
  EventEmitter,
  Hover,
  type HoverProvider,
  MarkdownString,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';

const TITLE = 'Inspect with WebSocket Inspector';
const SETTING = 'websocketInspector.codeLens';

/** Larger texts are generated ones, and looking through them at each key costs too much. */
const LARGEST = 500_000;
const MOST_LENSES = 100;

/** An address in a text: it ends where a literal would. What is put together from pieces is no address yet. */
const address = /\bwss?:\/\/(\[[\da-f:.]+\])?[^\s"'`<>()[\]{}|\\^,;*]*/gi;

export interface FoundUrl {
  readonly url: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

/** The `ws://` and `wss://` addresses of a text that can be connected to as they are. */
export function urlsIn(text: string): readonly FoundUrl[] {
  return Array.from(text.matchAll(address), (match): FoundUrl => {
    // A full stop or colon at the end belongs to the sentence.
    return { url: match[0].replace(/[.:!?]+$/, ''), offset: match.index };
  }).filter(({ url, offset }) => {
    const follows = text.charAt(offset + url.length);
    return (
      URL.canParse(url) && new URL(url).hostname !== '' && follows !== '$' && follows !== '{' && !url.includes('$')
    );
  });
}

/** "Inspect with WebSocket Inspector" above and over the addresses in code. */
export class UrlLenses implements CodeLensProvider, HoverProvider {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #isProfileFile: (file: Uri) => boolean;
  readonly #subscription = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTING)) this.#changed.fire();
  });

  constructor(isProfileFile: (file: Uri) => boolean) {
    this.#isProfileFile = isProfileFile;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (workspace.getConfiguration(undefined, document).get<boolean>(SETTING) === false) return [];
    return this.#found(document)
      .slice(0, MOST_LENSES)
      .map(
        ({ url, range }) =>
          new CodeLens(range, {
            title: TITLE,
            command: 'websocketInspector.open',
            arguments: [url],
            tooltip: maskUrl(url),
          }),
      );
  }

  provideHover(document: TextDocument, position: Parameters<HoverProvider['provideHover']>[1]): Hover | undefined {
    const found = this.#found(document).find(({ range }) => range.contains(position));
    if (found === undefined) return undefined;
    const argument = encodeURIComponent(JSON.stringify([found.url]));
    const words = new MarkdownString(`[${TITLE}](command:websocketInspector.open?${argument})`);
    words.isTrusted = { enabledCommands: ['websocketInspector.open'] };
    return new Hover(words, found.range);
  }

  /** Profile files have lenses of their own. */
  #found(document: TextDocument): readonly { readonly url: string; readonly range: Range }[] {
    const text = document.getText();
    if (text.length > LARGEST || this.#isProfileFile(document.uri)) return [];
    return urlsIn(text).map(({ url, offset }) => ({
      url,
      range: new Range(document.positionAt(offset), document.positionAt(offset + url.length)),
    }));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
