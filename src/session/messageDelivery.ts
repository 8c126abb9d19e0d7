import type { WebSocket } from 'ws';
import { Emitter } from '../base/emitter.ts';
import type { CaptureObserver } from '../capture/capture.ts';
import { isControl } from '../protocol/opcode.ts';

/** A message from the server, as the endpoint delivered it: whole, unmasked, inflated. */
export interface ServerMessage {
  readonly binary: boolean;
  readonly bytes: Uint8Array;
  /** Its number in the capture. */
  readonly number: number;
}

/** Brings together what the endpoint delivers and what the capture numbers. */
export class MessageDelivery {
  readonly #delivered = new Emitter<ServerMessage>();
  /** What the endpoint has still to deliver, in order: a capture's number, or undefined for what is in no capture. */
  #undelivered: (number | undefined)[] = [];
  #wanted = false;
  #lastClientMessage: number | undefined;

  readonly onServerMessage = this.#delivered.event;

  get lastClientMessage(): number | undefined {
    return this.#lastClientMessage;
  }

  /** Somebody wants what the endpoint delivers. */
  get wanted(): boolean {
    return this.#wanted;
  }

  /** From now on; what came before is in the capture only. */
  begin(): void {
    this.#wanted = true;
  }

  /** The endpoint is going to deliver a message of that number; undefined for one that nobody is to hear of. */
  expect(number: number | undefined): void {
    this.#undelivered.push(this.#wanted ? number : undefined);
  }

  /** Messages that another connection did not deliver will never come. */
  forgetUndelivered(): void {
    this.#undelivered = [];
  }

  observe(sink: CaptureObserver): CaptureObserver {
    return {
      ...sink,
      message: (message) => {
        sink.message?.(message);
        if (message.from === 'client' && !isControl(message.opcode)) this.#lastClientMessage = message.number;
      },
    };
  }

  attach(endpoint: WebSocket): void {
    endpoint.on('message', (payload, binary) => {
      const number = this.#undelivered.shift();
      if (number !== undefined) this.#delivered.fire({ binary, bytes: joined(payload), number });
    });
  }
}

function joined(payload: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(payload)) return Buffer.concat(payload);
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
}
