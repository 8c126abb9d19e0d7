/** A `*.wsseq.json` file, read and checked. Steps are numbered from 0. */
export interface Sequence {
  /** Exactly one of `url` and `profile`. */
  readonly url?: string;
  readonly profile?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type SendStep = {
  readonly kind: 'send';
  /** Variables are not yet filled in. */
  readonly payload:
    | { readonly as: 'text'; readonly text: string }
    | { readonly as: 'json'; readonly json: Json }
    | { readonly as: 'hex'; readonly hex: string };
};

/** What a server's message must be. */
export type Matcher =
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'json'; readonly json: Json }
  | { readonly by: 'regex'; readonly regex: string }
  | { readonly by: 'hex'; readonly hex: string }
  /** Something is at this JSONPath, whatever it is. */
  | { readonly by: 'jsonpath'; readonly path: string }
  | { readonly by: 'opcode'; readonly opcode: 'text' | 'binary' };

export type ExpectStep = {
  readonly kind: 'expect';
  readonly matcher: Matcher;
  /** Milliseconds; the default is 5,000. */
  readonly timeout: number;
  /** Variable name → JSONPath such as `$.token`, or for `regex` a group such as `1` or its name. */
  readonly capture: Readonly<Record<string, string>>;
};

export type Step =
  | SendStep
  | ExpectStep
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'ping'; readonly payload: string }
  | { readonly kind: 'close'; readonly code: number | undefined; readonly reason: string }
  | { readonly kind: 'expectClose'; readonly code: number | undefined; readonly timeout: number };

export type StepKind = Step['kind'];

/** What became of one step. */
export interface StepResult {
  readonly index: number;
  readonly kind: StepKind;
  readonly ok: boolean;
  readonly durationMs: number;
  /** What the step was about, in a few words: `send {"op":"login"}`. */
  readonly title: string;
  /** Why it failed, with what did arrive; undefined when ok. */
  readonly problem?: string;
  /** Server messages that an `expect` passed over, cut for show. */
  readonly skipped: readonly string[];
  /** Message number of the matched or sent message in the capture. */
  readonly message?: number;
}
