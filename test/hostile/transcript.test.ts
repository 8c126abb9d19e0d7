import { describe, expect, it } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { createTranscript } from '../../src/protocol/transcript.ts';
import { Recorder } from '../protocol/recorder.ts';
import { hostileCases } from '../support/hostile/hostileCases.ts';
import { ask, request, withServer } from '../support/hostile/rawClient.ts';

/** The endpoint offers what it offers, so a client at the socket's level speaks here. */
const ownOffer = hostileCases.filter(({ client }) => client?.offer !== undefined);

describe('a transcript of a client with an offer of its own', () => {
  it.each(ownOffer)('names what the server broke in $id', async ({ id, client, rules = [], says }) => {
    await withServer(id, async (server) => {
      const { bytes } = await ask(server, id, { enough: (heard) => heard.includes('\r\n\r\n') });
      const recorder = new Recorder();
      const transcript = createTranscript(recorder);
      transcript.push('client', Buffer.from(request(new URL(server.url).pathname, client?.offer)), micros(0));
      transcript.push('server', bytes, micros(0));
      expect(recorder.of('handshake').map(({ result }) => result.accepted)).toEqual([false]);
      expect(recorder.allViolations.map(({ rule }) => rule)).toEqual(rules);
      for (const say of says) expect(recorder.sentences.join('\n')).toMatch(say);
    });
  });

  it('accepts the same answer when it was offered', async () => {
    await withServer('pmd-client-bits-unoffered', async (server) => {
      const { bytes } = await ask(server, 'pmd-client-bits-unoffered', {
        enough: (heard) => heard.includes('\r\n\r\n'),
      });
      const recorder = new Recorder();
      const transcript = createTranscript(recorder);
      transcript.push('client', Buffer.from(request(new URL(server.url).pathname)), micros(0));
      transcript.push('server', bytes, micros(0));
      expect(recorder.of('handshake').map(({ result }) => result.accepted)).toEqual([true]);
      expect(recorder.allViolations).toEqual([]);
    });
  });
});
