/** What is known of a frame: no, still open because only the payload can tell, or yes. `not` is 2 minus it, `and` the smaller, `or` the larger. */
export const NO = 0;
export const OPEN = 1;
export const YES = 2;
