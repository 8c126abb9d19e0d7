/** A `*.wsseq.json` file, read and checked. */
export interface Sequence {
  /** The connection of the steps that name none: at most one of `url` and `profile`. */
  readonly url?: string;
  readonly profile?: string;
  /** Further connections by name; without `url` and `profile` the first of them is that of the steps that name none. */
  readonly connections?: Readonly<Record<string, Target>>;
  readonly variables: Readonly<Record<string, Json>>;
  readonly defaults?: Partial<Defaults>;
  /** What the server said when the sequence was recorded, in order. */
  readonly recorded?: readonly RecordedReply[];
  /** How replies are compared with the recorded ones. */
  readonly compare?: CompareRules;
  readonly steps: readonly Step[];
}

export type Target = { readonly url: string } | { readonly profile: string };

export interface Defaults {
  /** Milliseconds that an `expect` or `expectClose` waits. */
  readonly timeout: number;
  /** `strict`: every message of the server has to be matched, in its order. `skip`: others may come between. */
  readonly order: Order;
}

export type Order = 'skip' | 'strict';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One message of the server as it was recorded. */
export type RecordedReply = {
  /** Milliseconds after the first message of the recording. */
  readonly at: number;
} & Content;

export interface CompareRules {
  /** JSONPaths (RFC 9535) of values that may differ from the recorded ones. */
  readonly ignore: readonly string[];
  /** Milliseconds by which a reply may come later or earlier; undefined when times do not matter. */
  readonly timing?: number;
}

/** What a message holds, as a file writes it; variables are not yet filled in. */
type Content =
  | { readonly as: 'text'; readonly text: string }
  | { readonly as: 'json'; readonly json: Json }
  | { readonly as: 'hex'; readonly hex: string };

export type Payload =
  | Content
  | { readonly as: 'base64'; readonly base64: string }
  /** The bytes of a file beside the sequence; a text message only when it says so. */
  | { readonly as: 'file'; readonly file: string; readonly opcode: MessageType }
  /** One message in several frames (RFC 6455 §5.4): texts, or hexadecimal bytes for a binary message. */
  | { readonly as: 'fragments'; readonly fragments: readonly string[]; readonly opcode: MessageType };

export type MessageType = 'text' | 'binary';

/** What every step may have besides what it does. */
export interface StepMarks {
  /** The connection, by name; the sequence's own when left out. */
  readonly on?: string;
  /** Milliseconds after the first message of the recording. */
  readonly at?: number;
}

export type SendStep = StepMarks & { readonly kind: 'send'; readonly payload: Payload };

/** What a server's message must be. */
export type Matcher =
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'json'; readonly json: Json }
  | { readonly by: 'regex'; readonly regex: string }
  | { readonly by: 'hex'; readonly hex: string }
  /** Something is at this JSONPath, whatever it is; or at each of these paths something that meets the condition. */
  | { readonly by: 'jsonpath'; readonly path: string }
  | { readonly by: 'jsonpath'; readonly conditions: Readonly<Record<string, Condition>> }
  /** The JSON is valid against this JSON Schema. */
  | { readonly by: 'schema'; readonly schema: Json }
  | { readonly by: 'opcode'; readonly opcode: MessageType };

/** What a value at a JSONPath must be; all that is named has to hold. */
export interface Condition {
  readonly equals?: Json;
  readonly not?: Json;
  readonly oneOf?: readonly Json[];
  readonly exists?: boolean;
  readonly above?: number;
  readonly below?: number;
  /** Of a text in characters, of a list in elements, of an object in keys. */
  readonly length?: number;
  readonly regex?: string;
  readonly type?: 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object';
}

export type ExpectStep = StepMarks & {
  readonly kind: 'expect';
  readonly matcher: Matcher;
  /** Milliseconds; the default is 5,000. */
  readonly timeout: number;
  /** Variable name → JSONPath such as `$.token`, or for `regex` a group such as `1` or its name. */
  readonly capture: Readonly<Record<string, string>>;
  /** As many messages have to match; one when left out. */
  readonly count?: number;
  /** With `count`: milliseconds from the first to the last of them. With `not`: how long none may come. */
  readonly within?: number;
  /** No message may match within `within`. */
  readonly not?: true;
};

export type ControlStep = StepMarks & {
  readonly kind: 'expectPing' | 'expectPong';
  /** Exactly this payload; any when left out. */
  readonly text?: string;
  readonly timeout: number;
};

export type CloseStep = StepMarks & {
  readonly kind: 'close';
  readonly code: number | undefined;
  readonly reason: string;
};

export type ExpectCloseStep = StepMarks & {
  readonly kind: 'expectClose';
  readonly code: number | undefined;
  readonly timeout: number;
  /** Exactly this one; any when left out. */
  readonly reason?: string;
  readonly by?: 'client' | 'server' | 'network';
};

/** A step that holds others. */
export type BlockStep = StepMarks &
  (
    | { readonly kind: 'group'; readonly name: string; readonly steps: readonly Step[] }
    | { readonly kind: 'repeat'; readonly times: number; readonly steps: readonly Step[] }
    | { readonly kind: 'forEach'; readonly rows: Rows; readonly steps: readonly Step[] }
    /** All at once; done when every branch is. */
    | { readonly kind: 'parallel'; readonly branches: readonly (readonly Step[])[] }
  );

/** Each row's values are variables of its round. */
export type Rows = readonly Readonly<Record<string, Json>>[] | { readonly csv: string };

export type LeafStep =
  | SendStep
  | ExpectStep
  | ControlStep
  | (StepMarks & { readonly kind: 'wait'; readonly ms: number })
  | (StepMarks & { readonly kind: 'ping'; readonly payload: string })
  | CloseStep
  | ExpectCloseStep
  /** Ends the connection if it stands, and opens a new one in its place. */
  | (StepMarks & { readonly kind: 'reconnect' });

export type Step = LeafStep | BlockStep;

export type StepKind = Step['kind'];

/** What became of one step. */
export interface StepResult {
  /** The step's place in the file, counted from 0 in reading order; a block comes before what it holds. */
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
  /** Message number of the matched or sent message in the capture; the last one where several matched. */
  readonly message?: number;
  /** Rounds of the repetitions that the step stands in, outermost first, from 0. */
  readonly round?: readonly number[];
  /** The connection's name, where the step names one. */
  readonly on?: string;
  /** Of a failed `expect`: what it wanted and the nearest miss, as texts that can be compared line by line. */
  readonly expected?: string;
  readonly actual?: string;
  /** Names of the variables that it set. */
  readonly captured?: readonly string[];
  /** Why the connection was lost, when that made the step fail. */
  readonly loss?: { readonly cause: string; readonly title: string };
}

/** How a reply of a run differs from the recorded ones. */
export type Difference =
  /** Recorded, and not said this time; `recorded` counts from 0 in the list of recorded replies. */
  | { readonly kind: 'missing'; readonly recorded: number; readonly text: string }
  /** Said this time, and not recorded; `reply` counts from 0 in this run's replies. */
  | { readonly kind: 'extra'; readonly reply: number; readonly text: string }
  /** Said, but not in the recorded order. */
  | { readonly kind: 'reordered'; readonly recorded: number; readonly reply: number; readonly text: string }
  | {
      readonly kind: 'changed';
      readonly recorded: number;
      readonly reply: number;
      /** JSONPath of the value; `$` for the whole message. */
      readonly path: string;
      readonly expected: string;
      readonly actual: string;
    }
  /** Later (positive) or earlier than recorded, by more than the rules allow. */
  | { readonly kind: 'timing'; readonly recorded: number; readonly reply: number; readonly laterMs: number };
