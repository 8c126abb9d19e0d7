import type { WebSocket } from 'ws';
import { Emitter } from '../base/emitter.ts';
import type { CaptureObserver } from '../capture/capture.ts';

/** A message from the server, as the endpoint delivered it: whole, unmasked, inflated. */
export interface ServerMessage {
  readonly binary: boolean;
  readonly bytes: Uint8Array;
  /** Its number in the capture. */
  readonly number: number;
}

const FIRST_CONTROL_OPCODE = 0x8;

/** Brings together what the endpoint delivers and what the capture numbers. */
export class MessageDelivery {
  readonly #delivered = new Emitter<ServerMessage>();
  /** Capture numbers of server messages that the endpoint has not delivered yet; kept only for listeners. */
  #undelivered: number[] | undefined;
  #lastClientMessage: number | undefined;

  readonly onServerMessage = this.#delivered.event;

  get lastClientMessage(): number | undefined {
    return this.#lastClientMessage;
  }

  /** From now on; what came before is in the capture only. */
  begin(): void {
    this.#undelivered ??= [];
  }

  /** Messages that another connection did not deliver will never come. */
  forgetUndelivered(): void {
    if (this.#undelivered !== undefined) this.#undelivered = [];
  }

  observe(sink: CaptureObserver): CaptureObserver {
    return {
      ...sink,
      message: (message) => {
        sink.message?.(message);
        if (message.opcode >= FIRST_CONTROL_OPCODE) return;
        if (message.from === 'client') this.#lastClientMessage = message.number;
        else this.#undelivered?.push(message.number);
      },
    };
  }

  attach(endpoint: WebSocket): void {
    endpoint.on('message', (payload, binary) => {
      const number = this.#undelivered?.shift();
      // Without listeners nothing is kept: the capture has it all.
      if (number !== undefined) this.#delivered.fire({ binary, bytes: joined(payload), number });
    });
  }
}

function joined(payload: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(payload)) return Buffer.concat(payload);
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
}
