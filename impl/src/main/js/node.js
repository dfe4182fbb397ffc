/* Lighterage for servers in Node, over WebSocketServer of ws. See node.d.ts. */

export { lighterageServer } from './node-server.js';
