package org.lighterage.buffer;

import java.io.IOException;

/** A message cannot wait here now, because all messages of the application together take too much. */
public final class BudgetExceededException extends IOException {

    private static final long serialVersionUID = 1L;

    private BudgetExceededException(String message) {
        super(message);
    }

    static BudgetExceededException disk(long wanted, BufferBudget budget) {
        return new BudgetExceededException("Over the disk budget: " + wanted + " bytes wanted, " + budget.usedDisk()
                + " of " + budget.diskLimit() + " are used; try again later, or raise lighterage.total-disk");
    }
}
