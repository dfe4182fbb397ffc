/**
 * The protocol engine of one session, as state machines: sending, receiving, windows, interleaving and outcomes.
 *
 * <p>It has no threads, no clock and no socket of its own. A {@link org.lighterage.transfer.Transport} carries its
 * frames, a {@link org.lighterage.transfer.Scheduler} tells it the time, and an
 * {@link org.lighterage.transfer.EngineListener} hears what happens, so that a test drives it step by step. Two locks
 * guard its state, one for each direction: the {@code Receiver} may call into the {@code Sender} while it holds its
 * own, never the other way round, and neither calls a listener, a transport or an application while it holds one; only
 * a {@link org.lighterage.transfer.TransferListener} takes note of incoming transfers under the lock.
 */
package org.lighterage.transfer;
