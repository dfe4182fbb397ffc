package org.lighterage.session;

import org.lighterage.transfer.ReceivedMessage;

/** The callback that hands a message over; where the session has ended before its turn came, the message is released instead. */
record HandOver(SessionDriver driver, ReceivedMessage message) implements Runnable {

    @Override
    public void run() {
        driver.handOver(message);
    }
}
