/* What a lost transport tells: PROTOCOL.md, sections 7 and 8. */

const LOST = new Set([1001, 1005, 1006, 1009, 1011, 1012, 1013, 1014]);
const LEAST_CHUNK_SIZE = 1024;

/**
 * Whether a transport that closed with this code was lost, so that its session may be resumed.
 * @param {number} closeCode
 */
export const isLost = (closeCode) => LOST.has(closeCode);

/**
 * The chunk size after the path refused a frame.
 * @param {number} chunkSize
 * @param {number} longest the longest unacknowledged frame
 */
export const reducedChunkSize = (chunkSize, longest) =>
  Math.max(LEAST_CHUNK_SIZE, Math.floor(Math.min(chunkSize, longest) / 2));
