package dev.plumbline.job.delayed;

import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledger: the newest balance of each account, and whether every one adds up. */
final class Balances implements Book.Consumer<LedgerBalance> {
    private final Map<LedgerAccount, LedgerBalance> newest = new HashMap<>();
    private @Nullable LedgerBalance firstThatDoesNotAddUp;
    private boolean sawPending;

    @Override
    public synchronized void take(LedgerBalance balance) {
        newest.put(balance.account(), balance);
        sawPending |= balance.pending() > 0;
        if (firstThatDoesNotAddUp == null && balance.residual() != 0) {
            firstThatDoesNotAddUp = balance;
        }
    }

    synchronized Map<LedgerAccount, LedgerBalance> newest() {
        return Map.copyOf(newest);
    }

    /** How many records the ledger knows of so far. */
    synchronized long recordsIn() {
        return newest.values().stream().mapToLong(LedgerBalance::in).sum();
    }

    /** Whether any balance told of records that are not decided yet. */
    boolean sawPending() {
        return sawPending;
    }

    @Nullable
    LedgerBalance firstThatDoesNotAddUp() {
        return firstThatDoesNotAddUp;
    }
}
