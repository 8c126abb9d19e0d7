import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
} from 'vscode';
import type { EngineClient } from './engineClient.ts';
import { type PayloadRef, wholePayload } from './payloadContent.ts';
import { extensionOf, hexDump, payloadKind } from './payloadKind.ts';

/** The scheme of payloads as VS Code's documents. */
export const PAYLOAD_SCHEME = 'websocket-payload';

/** VS Code's editor switches off what makes it useful above this. */
const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;

/** `original` is what crossed the wire and cannot be changed; `copy` can, for as long as the window lives. */
type Use = 'original' | 'copy';

interface Content {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

/**
 * Payloads as files: JSON, XML and HTML by their language, other text as text, bytes as a hexadecimal dump. A copy can be
 * formatted, edited and saved: that is kept in memory and changes nothing in the capture.
 */
export class PayloadDocuments implements FileSystemProvider, Disposable {
  readonly #engine: Pick<EngineClient, 'call'>;
  readonly #copies = new Map<string, Uint8Array>();
  readonly #times = new Map<string, number>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(engine: Pick<EngineClient, 'call'>) {
    this.#engine = engine;
  }

  /** The document of a payload. Its name is for the user's eyes: `Frame 12.json`. */
  async uriOf(ref: PayloadRef, use: Use): Promise<Uri> {
    const { extension } = await this.#content(ref);
    const name = `${ref.of === 'frame' ? 'Frame' : 'Message of frame'} ${ref.frame + 1}.${extension}`;
    return Uri.from({
      scheme: PAYLOAD_SCHEME,
      authority: use,
      path: `/${encodeURIComponent(ref.session)}/${ref.of}/${ref.frame}/${name}`,
    });
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return this.#copies.get(uri.toString()) ?? (await this.#content(refOf(uri))).bytes;
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { length } = await this.readFile(uri);
    const mtime = this.#times.get(uri.toString()) ?? 0;
    const stat = { type: FileType.File, ctime: 0, mtime, size: length };
    return uri.authority === 'copy' ? stat : { ...stat, permissions: FilePermission.Readonly };
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    if (uri.authority !== 'copy') throw FileSystemError.NoPermissions('What crossed the wire cannot be changed.');
    this.#copies.set(uri.toString(), content);
    this.#times.set(uri.toString(), Date.now());
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  watch(): Disposable {
    // What crossed the wire never changes, and a copy by `writeFile` only.
    return new Disposable(() => undefined);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#copies.clear();
    this.#changed.dispose();
  }

  async #content(ref: PayloadRef): Promise<Content> {
    const { bytes } = await wholePayload(
      this.#engine,
      ref,
      MAX_DOCUMENT_BYTES,
      (total) =>
        `This payload has ${total.toLocaleString('en-US')} bytes, too much for an editor. Save it to a file instead.`,
    );
    const kind = payloadKind(bytes);
    if (kind === 'binary') return { bytes: new TextEncoder().encode(hexDump(bytes)), extension: 'hex.txt' };
    return { bytes, extension: extensionOf(kind) };
  }
}

function refOf(uri: Uri): PayloadRef {
  const [, session, of, frame] = uri.path.split('/');
  const number = Number(frame);
  if (session === undefined || (of !== 'frame' && of !== 'message') || !Number.isSafeInteger(number)) {
    throw FileSystemError.FileNotFound(uri);
  }
  return { session: decodeURIComponent(session), of, frame: number };
}
