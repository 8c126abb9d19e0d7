import { ViewColumn, commands, window, workspace } from 'vscode';
import type { EngineClient } from './engineClient.ts';
import type { FrameSelection } from './frameSelection.ts';
import { type PayloadRef, fittingScope } from './payloadContent.ts';
import type { PayloadDocuments } from './payloadDocuments.ts';
import { savePayload } from './payloadFile.ts';
import type { SequenceSteps } from './sequenceSteps.ts';

/** True while a payload waits to be compared with another. */
const COMPARE_CONTEXT = 'websocketInspector.payloadSelectedForCompare';

interface PayloadServices {
  readonly engine: Pick<EngineClient, 'call'>;
  readonly documents: PayloadDocuments;
  readonly steps: SequenceSteps;
  readonly selection: FrameSelection;
}

/**
 * Commands on the payload of a frame. Each takes `{ session, frame, of? }`, as the page's context menus give it: `frame` is
 * 0-based, and without `of` the whole message is meant where it is more than the frame. `frames` names several. Without any
 * argument the selected frames are meant.
 */
export function payloadCommands(services: PayloadServices): Readonly<Record<string, (argument: unknown) => unknown>> {
  const { engine, documents, steps, selection } = services;
  let selected: PayloadRef | undefined;

  const refs = async (argument: unknown): Promise<readonly PayloadRef[]> => {
    const { session, frames, of } = pointedAt(argument ?? selection.current);
    return Promise.all(
      frames.map(async (frame) => ({
        session,
        frame,
        of: of ?? fittingScope(await engine.call('session.frame', { session, frame })),
      })),
    );
  };
  const first = async (argument: unknown): Promise<PayloadRef> => {
    const [ref] = await refs(argument);
    if (ref === undefined) throw new Error(NOTHING_POINTED_AT);
    return ref;
  };
  const compare = async (a: PayloadRef, b: PayloadRef): Promise<void> => {
    const [left, right] = [await documents.uriOf(a, 'original'), await documents.uriOf(b, 'original')];
    const sameSession = a.session === b.session;
    const title = `Frame ${a.frame + 1} ↔ Frame ${b.frame + 1}${sameSession ? '' : ' of another session'}`;
    await commands.executeCommand('vscode.diff', left, right, title);
  };

  return {
    openPayload: async (argument) => {
      for (const ref of await refs(argument)) {
        const document = await workspace.openTextDocument(await documents.uriOf(ref, 'copy'));
        await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
      }
    },
    savePayload: async (argument) => savePayload(engine, await first(argument)),
    comparePayloads: async (argument) => {
      const [a, b, more] = await refs(argument);
      if (a === undefined || b === undefined || more !== undefined) {
        throw new Error('Select two frames in the list to compare their payloads.');
      }
      await compare(a, b);
    },
    selectPayloadForCompare: async (argument) => {
      selected = await first(argument);
      await commands.executeCommand('setContext', COMPARE_CONTEXT, true);
    },
    comparePayloadWithSelected: async (argument) => {
      if (selected === undefined) throw new Error('Choose "Select for Compare" on another frame first.');
      await compare(selected, await first(argument));
    },
    addPayloadToSequence: async (argument) => {
      let added: { readonly file: string | undefined } = { file: undefined };
      for (const ref of await refs(argument)) added = await steps.add(ref, pathIn(argument));
      return added;
    },
  };
}

/** The JSONPath that the user pointed at inside the payload. */
function pathIn(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('path' in argument)) return undefined;
  return typeof argument.path === 'string' ? argument.path : undefined;
}

const NOTHING_POINTED_AT = 'Select a frame in the inspector first, or use its context menu.';

/** The frames that an argument of a command names. Throws when it names none. */
export function pointedAt(argument: unknown): {
  readonly session: string;
  readonly frames: readonly number[];
  readonly of: PayloadRef['of'] | undefined;
} {
  if (typeof argument !== 'object' || argument === null) throw new Error(NOTHING_POINTED_AT);
  const { session, frame, frames, of } = argument as Readonly<Record<string, unknown>>;
  const all = Array.isArray(frames) && frames.length > 0 ? (frames as readonly unknown[]) : [frame];
  const numbers = all.filter((one): one is number => Number.isSafeInteger(one));
  if (typeof session !== 'string' || numbers.length !== all.length) throw new Error(NOTHING_POINTED_AT);
  return { session, frames: numbers, of: of === 'frame' || of === 'message' ? of : undefined };
}
