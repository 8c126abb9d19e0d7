/** Small for a connection that says little; each room is twice as large as the one before, up to the second number. */
const FIRST_ROOM_BYTES = 4 * 1024;
const ROOM_BYTES = 256 * 1024;
/** 64 MiB: nobody reads on when more than that waits to be written. */
const ROOMS_KEPT = 256;
/** As many as a stream needs that the disk keeps up with. */
const ROOMS_KEPT_AT_REST = 3;

/** Memory that bytes wait in until they are written. */
export class WriteRoom {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The file's length with which all of it is written. */
  until = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }
}

/**
 * Rooms that are used again once they are written. New memory costs more than what is put into it, and the room that became free last
 * is still in the processor's cache.
 */
export class WriteRooms {
  /** In the order in which they are written. */
  #full: WriteRoom[] = [];
  #free: WriteRoom[] = [];

  /** A room in place of `room`, whose bytes are written with the file's length of `until`; `written` is the length now. */
  next(room: WriteRoom, until: number, written: number, wanted: number): WriteRoom {
    if (room.bytes.length === ROOM_BYTES && this.#full.length + this.#free.length < ROOMS_KEPT) {
      room.until = until;
      this.#full.push(room);
    }
    this.#free.push(...this.#written(written));
    const length = Math.max(FIRST_ROOM_BYTES, wanted, room.bytes.length * 2);
    return this.#free.pop() ?? new WriteRoom(Math.min(length, ROOM_BYTES));
  }

  /** The disk keeps up: what piled up before needs no room any more. */
  rest(written: number): void {
    this.#free = [...this.#free, ...this.#written(written)].slice(-ROOMS_KEPT_AT_REST);
  }

  /** Rooms that are no longer needed for what waits. */
  #written(length: number): readonly WriteRoom[] {
    const first = this.#full.findIndex(({ until }) => until > length);
    return this.#full.splice(0, first < 0 ? this.#full.length : first);
  }

  letGo(): void {
    this.#full = [];
    this.#free = [];
  }
}
