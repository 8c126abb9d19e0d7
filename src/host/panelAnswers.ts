import { commands, env, window } from 'vscode';
import { isLive } from '../contract/liveSession.ts';
import type { Handlers } from '../contract/method.ts';
import type { Draft, PanelMethods, PanelStart } from '../contract/panelContract.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import { diagnosisMarkdown } from '../diagnosis/markdown.ts';
import { handshakeCopy } from '../diagnosis/report/handshakeCopy.ts';
import { mask, maskUrl } from '../diagnosis/redact.ts';
import { optionsOf } from '../profiles/profile.ts';
import type { Connections } from './connections.ts';
import type { Environments } from './environments.ts';
import type { EngineClient } from './engineClient.ts';
import type { FrameSelection } from './frameSelection.ts';
import type { OpenPanel } from './panels.ts';
import type { FilterStore } from './filterStore.ts';
import type { ListSettings } from './listSettings.ts';
import { saveFrames } from './saveFrames.ts';
import { profilePlaces } from './profilePlaces.ts';
import type { ProfileRef, ProfileStore } from './profileStore.ts';
import { chooseMessage, saveMessage } from './savedMessages.ts';
import { saveProfile } from './saveProfile.ts';
import { keepSecret } from './secretCommands.ts';
import type { Secrets } from './secrets.ts';
import type { Sequences } from './sequences.ts';
import { testConnection } from './testConnection.ts';

const EMPTY_DRAFT: Draft = { options: { url: '' } };

export interface PanelServices {
  readonly engine: EngineClient;
  readonly connections: Connections;
  readonly profiles: ProfileStore;
  readonly sequences: Sequences;
  readonly selection: FrameSelection;
  readonly list: ListSettings;
  readonly filters: FilterStore;
  readonly secrets: Secrets;
  readonly environments: Pick<Environments, 'names' | 'active' | 'choose'>;
  readonly secretPatterns: () => readonly string[];
  /** Where sockets are opened, when that has to be said. */
  readonly from: string | undefined;
}

/** What a panel may ask: session methods go through to the engine, the rest is answered here. */
export function answerPanel(services: PanelServices, panel: OpenPanel): Handlers<PanelMethods> {
  const { engine, connections, profiles, sequences, selection, list, filters, secrets, environments, from } = services;
  const { secretPatterns } = services;
  let held: PanelStart['held'];
  const sessionsShown = async (): Promise<readonly SessionSnapshot[]> =>
    (await engine.call('session.list', {})).filter(({ id }) => panel.shows(id));
  return {
    'session.send': (params, signal) => engine.call('session.send', params, { signal }),
    'session.close': (params, signal) => engine.call('session.close', params, { signal }),
    'session.cancel': (params, signal) => engine.call('session.cancel', params, { signal }),
    'session.forget': (params, signal) => engine.call('session.forget', params, { signal }),
    'session.handshake': (params, signal) => engine.call('session.handshake', params, { signal }),
    'session.probe': (params, signal) => engine.call('session.probe', params, { signal, timeoutMs: 0 }),
    'payload.inflate': (params, signal) => engine.call('payload.inflate', params, { signal }),
    'session.filter': (params, signal) => engine.call('session.filter', params, { signal }),
    'session.filter.stop': (params, signal) => engine.call('session.filter.stop', params, { signal }),
    'session.filter.frames': (params, signal) => engine.call('session.filter.frames', params, { signal }),
    'session.filter.rowOf': (params, signal) => engine.call('session.filter.rowOf', params, { signal }),
    // A search goes through as much as there is; it is cancelled when nobody waits for it any more.
    'session.find': (params, signal) => engine.call('session.find', params, { signal, timeoutMs: 0 }),
    'session.page': (params, signal) => engine.call('session.page', params, { signal }),
    'session.rows': (params, signal) => engine.call('session.rows', params, { signal }),
    'session.rowOf': (params, signal) => engine.call('session.rowOf', params, { signal }),
    'session.rowsAt': (params, signal) => engine.call('session.rowsAt', params, { signal }),
    'session.annotate': (params, signal) => engine.call('session.annotate', params, { signal }),
    'session.annotations': (params, signal) => engine.call('session.annotations', params, { signal }),
    'session.copy': (params, signal) => engine.call('session.copy', params, { signal }),
    'session.payloads': (params, signal) => engine.call('session.payloads', params, { signal }),
    'session.timeline': (params, signal) => engine.call('session.timeline', params, { signal }),
    'session.during': (params, signal) => engine.call('session.during', params, { signal }),
    'session.statistics': (params, signal) => engine.call('session.statistics', params, { signal, timeoutMs: 0 }),
    'session.messageFrame': (params, signal) => engine.call('session.messageFrame', params, { signal }),
    'session.frame': (params, signal) => engine.call('session.frame', params, { signal }),
    'session.payload': (params, signal) => engine.call('session.payload', params, { signal }),

    'panel.start': async () => {
      const restoring = panel.restoring !== undefined;
      const sessions = await sessionsShown();
      const shown = panel.takeShown();
      const newest = sessions.at(-1);
      const asked = panel.takeDraft();
      return {
        draft: asked ?? draftFor(panel.own ? newest : undefined),
        ...(asked === undefined ? {} : { asked: true }),
        sessions,
        // The button beside a URL is for what that says: a connection that is live has its tab.
        active: restoring || (asked !== undefined && newest !== undefined && isLive(newest)) ? undefined : newest?.id,
        ...(shown === undefined ? {} : { shown }),
        ...(restoring ? { restoring } : { renamed: Object.fromEntries(panel.renamed) }),
        own: panel.own,
        list: list.preferences(),
        filters: filters.memory(),
        density: list.density(),
        ...(held === undefined ? {} : { held }),
        secretPatterns: secretPatterns(),
        places: profilePlaces(profiles),
        environments: { names: environments.names, active: environments.active },
        from,
      };
    },
    'panel.restored': async () => {
      await panel.restoring;
      const sessions = await sessionsShown();
      return { sessions, active: sessions.at(-1)?.id, renamed: Object.fromEntries(panel.renamed) };
    },
    'frames.selected': ({ session, frames }) => {
      selection.set(session, frames);
      return {};
    },
    'connection.check': ({ options, ...from }) => connections.check(options, refOf(from)),
    'connection.open': async ({ options, ...from }) => {
      const opened = await connections.open(options, from.profile ?? maskUrl(options.url), refOf(from));
      if (opened.ok) panel.claim(opened.session);
      return opened;
    },
    'connection.test': ({ options, ...from }, signal) =>
      testConnection(engine, connections, options, refOf(from), signal),
    'profile.save': async ({ name, file, edits, options }) => {
      // The page names a place that it was given; no other file is ever written.
      const place = profiles.sources.find((source) => source.file.toString() === file);
      if (place === undefined)
        return { saved: false, problem: 'This file holds no profiles any more. Choose a place again.' };
      const { saved, profile, problem } = await saveProfile(profiles, secrets, place.file, { ...options, name }, edits);
      return {
        saved,
        ...(profile === undefined ? {} : { options: optionsOf(profile) }),
        ...(problem === undefined ? {} : { problem }),
      };
    },
    'environment.choose': async ({ name }) => {
      await environments.choose(name);
      return {};
    },
    'message.choose': async () => ({ message: await chooseMessage(profiles) }),
    'message.save': async (message) => ({ name: await saveMessage(profiles, message) }),
    'secret.keep': async ({ value, name }) => ({ reference: await keepSecret(secrets, value, name) }),
    'handshake.copy': async ({ session, attempt, as }) => {
      const text = handshakeCopy(await engine.call('session.handshake', { session }), attempt, as);
      if (text === undefined) throw new Error('This attempt sent no request: there is nothing to copy.');
      await env.clipboard.writeText(text);
      return {};
    },
    'frames.copy': async ({ session, frames, as }) => {
      const { text } = await engine.call('session.copy', { session, frames, as });
      await env.clipboard.writeText(text);
      return {};
    },
    'frames.save': async ({ session, frames }) => ({ file: await saveFrames(engine, session, frames) }),
    'note.ask': async ({ frame, before }) => ({
      text: await window.showInputBox({
        title: `Note at frame ${frame + 1}`,
        value: before,
        prompt: 'Kept beside the capture. Leave it empty to remove the note.',
        ignoreFocusOut: true,
      }),
    }),
    'draft.hold': ({ texts }) => {
      held = texts;
      return {};
    },
    'filters.remember': async ({ filters: memory }) => {
      await filters.remember(memory);
      return {};
    },
    'list.remember': async ({ list: preferences }) => {
      await list.remember(preferences);
      return {};
    },
    'sequence.record': ({ session }) => sequences.record(session),
    'sequence.replay': () => sequences.chooseAndReplay(),
    'sequence.again': ({ file, on, ...settings }) => sequences.again(file, on, settings),
    'sequence.stop': ({ run }) => {
      sequences.stop(run);
      return {};
    },
    'sequence.control': (params, signal) => engine.call('sequence.control', params, { signal }),
    'diagnosis.copy': async ({ session }) => {
      const sessions = await engine.call('session.list', {});
      const found = sessions.find(({ id }) => id === session);
      if (found === undefined) throw new Error('That session is no longer there.');
      await env.clipboard.writeText(diagnosisMarkdown(found.diagnoses, { url: found.url }));
      return {};
    },
    'clipboard.write': async ({ text }) => {
      await env.clipboard.writeText(text);
      return {};
    },
    // The same as the commands in menus and palette, which tell of their problems themselves.
    'payload.open': (ref) => does('openPayload', ref),
    'payload.save': (ref) => saves('savePayload', ref),
    'payload.selectForCompare': (ref) => does('selectPayloadForCompare', ref),
    'payload.compare': (ref) => does('comparePayloadWithSelected', ref),
    'sequence.add': (ref) => saves('addPayloadToSequence', ref),
    'session.detach': ({ session }) => does('moveSessionToNewPanel', session),
    'session.reconnect': ({ session }) => does('reconnectSession', session),
    'engine.restart': () => {
      engine.restart();
      return {};
    },
  };
}

/** The profile that a draft came from. */
function refOf({
  profile,
  file,
}: {
  readonly profile?: string | undefined;
  readonly file?: string | undefined;
}): ProfileRef | undefined {
  return profile === undefined ? undefined : { name: profile, file };
}

/** A panel for one session has its address in the bar; one with a secret left out would not be the same. */
const draftFor = (session: SessionSnapshot | undefined): Draft =>
  session === undefined || session.url.includes(mask) ? EMPTY_DRAFT : { options: { url: session.url } };

async function does(command: string, argument: unknown): Promise<Record<string, never>> {
  await commands.executeCommand(`websocketInspector.${command}`, argument);
  return {};
}

/** `file` is undefined when the user gave up, or when the command told of a problem. */
async function saves(command: string, argument: unknown): Promise<{ readonly file: string | undefined }> {
  const result = await commands.executeCommand<{ readonly file: string | undefined } | undefined>(
    `websocketInspector.${command}`,
    argument,
  );
  return { file: result?.file };
}
