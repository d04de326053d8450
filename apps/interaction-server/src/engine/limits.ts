/** Pulls of one client that may wait at once. */
export const MAX_OPEN_PULLS = 1000;
/** Entries of one list answer (protocol.md, "Frames"). */
export const MAX_ENTRIES = 10_000;
/** Agents, queues and interactions on one page of EventCurrentState. */
export const PAGE_ENTRIES = 500;
/** Entries on one page of EventSessionInteractions: names of 255 bytes each still fit into a frame. */
export const SESSION_PAGE_ENTRIES = 1000;
