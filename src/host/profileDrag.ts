import { type CancellationToken, type DataTransfer, DataTransferItem, type TreeDragAndDropController } from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ProfileRef, ProfileStore } from './profileStore.ts';
import type { ProfileNode } from './profileTree.ts';

const PROFILE = 'application/vnd.code.tree.websocketinspector.profiles';

/** Profiles are dragged from one folder or scope to another: each is moved with its comments. Dropped in an editor, it is its URL. */
export class ProfileDrag implements TreeDragAndDropController<ProfileNode> {
  readonly dragMimeTypes = [PROFILE, 'text/plain'];
  readonly dropMimeTypes = [PROFILE];
  readonly #profiles: Pick<ProfileStore, 'find' | 'move' | 'sourceOf'>;
  readonly #showProblem: (error: unknown) => void;

  constructor(profiles: Pick<ProfileStore, 'find' | 'move' | 'sourceOf'>, showProblem: (error: unknown) => void) {
    this.#profiles = profiles;
    this.#showProblem = showProblem;
  }

  handleDrag(nodes: readonly ProfileNode[], transfer: DataTransfer): void {
    const stored = nodes.flatMap((node) => (node.kind === 'profile' ? [node.stored] : []));
    if (stored.length === 0) return;
    const refs = stored.map(({ profile, source }): ProfileRef => ({
      name: profile.name,
      file: source.file.toString(),
    }));
    transfer.set(PROFILE, new DataTransferItem(refs));
    transfer.set('text/plain', new DataTransferItem(stored.map(({ profile }) => maskUrl(profile.url)).join('\n')));
  }

  async handleDrop(target: ProfileNode | undefined, transfer: DataTransfer, _token?: CancellationToken): Promise<void> {
    const refs: unknown = transfer.get(PROFILE)?.value;
    const source = target?.kind === 'profile' ? target.stored.source : target?.source;
    if (source === undefined || !Array.isArray(refs)) return;
    try {
      for (const ref of refs as readonly ProfileRef[]) {
        const stored = this.#profiles.find(ref);
        if (stored === undefined) continue;
        const moved = await this.#profiles.move(stored, source.file);
        if (!moved.ok) throw new Error(moved.problem);
      }
    } catch (error) {
      this.#showProblem(error);
    }
  }
}
