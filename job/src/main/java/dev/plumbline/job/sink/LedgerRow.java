package dev.plumbline.job.sink;

import dev.plumbline.serde.decode.Excerpt;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.Locale;

/** A balance as one line that reads as the sum it is; what does not print is escaped. */
final class LedgerRow implements Row<LedgerBalance> {

    @Override
    public String heading() {
        return "";
    }

    @Override
    public String of(LedgerBalance balance) {
        LedgerAccount account = balance.account();
        String name = account.model().isEmpty() ? "(" + account.scope().code() + ")" : account.model();
        return Excerpt.printable(String.format(
                Locale.ROOT,
                "ledger: %s: %,d in = %,d counted + %,d pending + %,d late + %,d duplicate%s + %,d dead-lettered%s",
                name,
                balance.in(),
                balance.counted(),
                balance.pending(),
                balance.late(),
                balance.duplicate(),
                balance.unlabelled() == 0 ? "" : String.format(Locale.ROOT, " + %,d unlabelled", balance.unlabelled()),
                balance.deadLettered(),
                balance.residual() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; DOES NOT ADD UP: residual %,d", balance.residual())));
    }
}
