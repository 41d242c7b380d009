package dev.plumbline.serde.report;

import dev.plumbline.serde.ReasonCode;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads what {@link LedgerEncoder} wrote. Members that it does not know are passed over; members of any order are read. Not
 * thread-safe.
 */
public final class LedgerDecoder {
    private final ReportReader reader = new ReportReader("ledger balance", LedgerFormat.FORMAT, LedgerFormat.VERSION);

    /** A decoder; it holds no state between calls. */
    public LedgerDecoder() {}

    /**
     * The balance with the given bytes.
     *
     * @throws FormatException if it is not JSON, not a ledger balance, of another version, if a member is missing or impossible, or
     *     if a total is not what follows from the other members; the message says which
     */
    public LedgerBalance decode(byte[] value) throws FormatException {
        ReportMembers members = reader.read(value);
        String model = members.optional(LedgerFormat.MODEL);
        try {
            LedgerBalance balance = new LedgerBalance(
                    new LedgerAccount(
                            LedgerAccount.Scope.of(members.text(LedgerFormat.SCOPE)), model == null ? "" : model),
                    members.integer(LedgerFormat.IN),
                    members.integer(LedgerFormat.COUNTED),
                    members.integer(LedgerFormat.PENDING),
                    reasons(members.object(LedgerFormat.REASONS)));
            requireSame(members, LedgerFormat.LATE, balance.late());
            requireSame(members, LedgerFormat.DUPLICATE, balance.duplicate());
            if (members.optional(LedgerFormat.UNLABELLED) != null || balance.unlabelled() > 0) {
                requireSame(members, LedgerFormat.UNLABELLED, balance.unlabelled());
            }
            requireSame(members, LedgerFormat.DEAD_LETTERED, balance.deadLettered());
            requireSame(members, LedgerFormat.RESIDUAL, balance.residual());
            return balance;
        } catch (IllegalArgumentException e) {
            throw new FormatException("the ledger balance is impossible: " + e.getMessage());
        }
    }

    private static Map<ReasonCode, Long> reasons(ReportMembers members) throws FormatException {
        Map<ReasonCode, Long> reasons = new EnumMap<>(ReasonCode.class);
        for (String code : members.texts().keySet()) {
            reasons.put(ReasonCode.of(code), members.integer(code));
        }
        return reasons;
    }

    private static void requireSame(ReportMembers members, String name, long expected) throws FormatException {
        long found = members.integer(name);
        if (found != expected) {
            throw new FormatException("the ledger balance says " + name + " = " + found
                    + ", but its other members make " + expected + "; it was changed after it was written");
        }
    }
}
