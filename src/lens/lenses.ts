import { graphqlWs } from './graphqlWs.ts';
import { jsonRpc } from './jsonRpc.ts';
import { messagePack } from './messagePack.ts';
import { mqtt } from './mqtt.ts';
import type { Lens, LensInput, Reading } from './reading.ts';
import { signalR } from './signalR.ts';
import { socketIo } from './socketIo.ts';
import { stomp } from './stomp.ts';

/** The surer ones first. */
const LENSES: readonly Lens[] = [graphqlWs, jsonRpc, signalR, stomp, socketIo, mqtt, messagePack];

/** What a message means, by the first lens that knows it; undefined when none does. */
export function readMeaning(input: LensInput): Reading | undefined {
  for (const lens of LENSES) {
    const reading = lens(input);
    if (reading !== undefined) return reading;
  }
  return undefined;
}
