// mosquitto: MQTT over WebSocket, as a broker speaks it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Line, failed, opened, words } from './support/cli.ts';
import { peer } from './support/peer.ts';
import { type Program, startProgram } from './support/startProgram.ts';

const mosquitto = peer('mosquitto');

/** MQTT 3.1.1 §3.1: CONNECT, a clean session, a minute of keep-alive, no client identifier. */
const connect = '100c00044d5154540402003c0000';
/** §3.14: DISCONNECT. */
const disconnect = 'e000';

describe.skipIf(mosquitto === undefined)('mosquitto', () => {
  let program: Program;
  let url: string;

  beforeAll(async () => {
    program = await startProgram(mosquitto!, {
      ports: 2,
      files: ({ ports }) => ({
        'mosquitto.conf': `
persistence false
allow_anonymous true
${process.getuid?.() === 0 ? 'user root' : ''}
log_dest stderr
listener ${ports[0]} 127.0.0.1
protocol websockets
# Without it a listener for WebSocket takes connections from everywhere, whatever its address.
socket_domain ipv4
listener ${ports[1]} 127.0.0.1
protocol mqtt
`,
      }),
      args: () => ['-c', 'mosquitto.conf'],
    });
    url = `ws://127.0.0.1:${program.port}/mqtt`;
  });
  afterAll(() => program.stop());

  test('selects the subprotocol and answers CONNECT with CONNACK', async () => {
    const outcome = await opened(url, '--subprotocol', 'mqtt', '--send-hex', connect, '--frames', '1');
    expect(outcome.handshakes[0]).toMatchObject({
      response: { headers: expect.arrayContaining([['Sec-WebSocket-Protocol', 'mqtt']]) as unknown },
    });
    // §3.2: accepted, no session present.
    const answers = outcome.frames.filter(({ from, opcode }) => from === 'server' && opcode === 2);
    expect(answers.map(({ payload }) => (payload as Line)['hex'])).toEqual(['20020000']);
  });

  test('ends the connection after DISCONNECT', async () => {
    const given = ['--subprotocol', 'mqtt', '--send-hex', connect, '--send-hex', disconnect];
    const outcome = await failed(url, ...given);
    expect(outcome).toMatchObject({ close: { by: 'server', clean: false }, diagnosis: { stage: 'closing' } });
  });

  test('without the subprotocol it accepts, and then never answers', async () => {
    // What it answers first is the Ping that came later.
    const outcome = await opened(url, '--send-hex', connect, '--ping', '--frames', '1', '--close');
    expect(outcome.frames.filter(({ from }) => from === 'server')).toMatchObject([
      { opcodeName: 'pong' },
      { opcodeName: 'close' },
    ]);
  });

  test('another subprotocol it refuses without a word', async () => {
    expect(await failed(url, '--subprotocol', 'amqp')).toMatchObject({
      diagnosis: { stage: 'http', cause: words(/^(closed|reset)-without-answer$/) },
      told: words(/amqp/),
    });
  });

  test('its port for MQTT without WebSocket', async () => {
    expect(await failed(`ws://127.0.0.1:${program.ports[1]}/mqtt`, '--subprotocol', 'mqtt')).toMatchObject({
      diagnosis: { stage: 'http' },
      told: words(/another protocol/),
    });
  });
});
