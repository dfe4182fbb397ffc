/* The client of Lighterage: WebSocket messages of any size, carried as small frames over any path. See lighterage.d.ts. */

export { LighterageError, ProtocolError, TransferError } from './errors.js';
export { forgetOutcomes } from './outcomes.js';
export { LighterageSocket } from './socket.js';
export { Transfer } from './transfer.js';
