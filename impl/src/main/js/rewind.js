import { Fifo } from './fifo.js';
import { Outcome, Type } from './protocol.js';

/**
 * Goes back to what the peer has processed, PROTOCOL.md, section 7: messages to where they are cut anew, and answers to the front
 * of those that wait. They lose their place among the frames of messages, which they may overtake anyway.
 *
 * @param {import('./ledger.js').Sent[]} entries what the peer has not processed, in order
 * @param {Fifo<import('./ledger.js').Answer>} waiting answers that have not been sent
 * @param {number} lastId
 * @param {import('./resend.js').Resend} resend is given what has to be sent again
 * @param {import('./unsettled.js').Unsettled} unsettled
 */
export function rewind(entries, waiting, lastId, resend, unsettled) {
  const firstBegin = entries.find(({ type }) => type === Type.BEGIN);
  // Ids are given in order, so the first BEGIN that was not processed has the least that is given again.
  const knownId = firstBegin && 'message' in firstBegin ? firstBegin.message.id - 1 : lastId;
  /** @type {Fifo<import('./ledger.js').Answer>} */
  const answers = new Fifo();
  const keep = (/** @type {import('./ledger.js').Answer} */ answer) => {
    // The peer knows nothing of a message that was begun and given up within what it has not processed.
    if (answer.type !== Type.ABORT || answer.id <= knownId) answers.push(answer);
  };
  const before = resend.take();
  /** @type {Set<import('./outgoing.js').OutgoingMessage>} */
  const seen = new Set();
  for (const entry of entries) {
    if ('answer' in entry) {
      keep(entry.answer);
      continue;
    }
    const { type, message, offset } = entry;
    if (message.state === 'settled') {
      // Its bytes are gone: what the peer waits for is an end, whichever.
      const waitsForEnd = type === Type.END && message.id <= knownId;
      if (waitsForEnd) answers.push({ type: Type.ABORT, id: message.id, code: Outcome.CANCELLED, reason: 'It was settled before' });
      continue;
    }
    if (!seen.has(message)) {
      seen.add(message);
      const begun = message.id > 0 && message.id <= knownId;
      if (!begun) unsettled.freeId(message.id);
      message.rewind(offset, begun);
    }
    resend.add(entry);
  }
  // What was to be sent again already, and was not reached, comes after what was.
  resend.append(before);
  for (const answer of waiting) keep(answer);
  return { answers, lastId: knownId };
}
