package dev.plumbline.serde.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Whose records a ledger counts.
 *
 * @param scope what kind of account it is
 * @param model the model's name for {@link Scope#MODEL}; empty for the others, of which there is one each
 */
public record LedgerAccount(Scope scope, String model) {

    /** The account of records that name no model that is known. */
    public static final LedgerAccount UNATTRIBUTED = new LedgerAccount(Scope.UNATTRIBUTED, "");

    /** The account of records beyond the limit on series. */
    public static final LedgerAccount OVERFLOW = new LedgerAccount(Scope.OVERFLOW, "");

    /**
     * The account of all labels that come on a topic of their own; predictions have other accounts. A label that is for predictions of
     * several models counts once for each.
     */
    public static final LedgerAccount LABELS = new LedgerAccount(Scope.LABELS, "");

    /** What an account stands for. The {@link #code()} is published and never changes its meaning. */
    public enum Scope {
        /** One model. */
        MODEL,
        /** Rejected records of which the model cannot be read, or is not one that has ever sent a valid record. */
        UNATTRIBUTED,
        /** Records that would have needed a series beyond the limit. */
        OVERFLOW,
        /** Labels that come on a topic of their own. */
        LABELS;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** The published name in lower case. */
        public String code() {
            return code;
        }

        /**
         * The scope with the given published name.
         *
         * @throws IllegalArgumentException if there is none; the message lists the known ones
         */
        public static Scope of(String code) {
            for (Scope scope : values()) {
                if (scope.code.equals(code)) {
                    return scope;
                }
            }
            throw new IllegalArgumentException("unknown ledger scope \"" + code + "\"; known are "
                    + Arrays.stream(values()).map(Scope::code).collect(Collectors.joining(", ")));
        }
    }

    /** Checks that exactly the account of a model has a name; {@link IllegalArgumentException} otherwise. */
    public LedgerAccount {
        Objects.requireNonNull(scope, "scope");
        if (model.isEmpty() == (scope == Scope.MODEL)) {
            throw new IllegalArgumentException("a ledger's account of scope " + scope.code()
                    + (model.isEmpty() ? " has no model" : " has the model \"" + model + "\"")
                    + "; only an account of scope model has one");
        }
    }

    /** The account of a model; {@link IllegalArgumentException} if its name is empty. */
    public static LedgerAccount ofModel(String model) {
        return new LedgerAccount(Scope.MODEL, model);
    }

    // An enum's own hash differs from one JVM to the next, and this one decides which task keeps the account.
    @Override
    public int hashCode() {
        return 31 * scope.code.hashCode() + model.hashCode();
    }
}
