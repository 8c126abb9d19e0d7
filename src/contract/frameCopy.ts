import * as v from 'valibot';

/** Forms in which selected frames go to the clipboard. */
export const copyForm = v.picklist(['text', 'hex', 'base64', 'json', 'wscat', 'websocat']);
export type CopyForm = v.InferOutput<typeof copyForm>;
