import type { Payload } from '../../webview/detail/payload.ts';

/** A payload that is here already, whole. */
export function heldPayload(content: Uint8Array | string): Payload {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    bytes: () => bytes,
    total: () => bytes.length,
    problem: () => undefined,
    complete: () => true,
    load: () => Promise.resolve(),
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

export const unexpected = (error: unknown): void => {
  throw error;
};
