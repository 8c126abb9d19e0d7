import type { WireOffset } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';

/** A broken rule, as a value: it never stops the decoder. */
export interface Violation {
  /** Key of the catalogue, such as `frame-masked-by-server`. */
  readonly rule: string;
  /** Such as `RFC 6455 §5.1`. */
  readonly section: string;
  /** Who broke it. */
  readonly by: Endpoint;
  /** First byte concerned, in what `by` wrote. */
  readonly offset: WireOffset;
  /** Bytes concerned, 0 when something is missing. */
  readonly length: number;
  /** One plain sentence about this very case, with its names and numbers. */
  readonly sentence: string;
}
