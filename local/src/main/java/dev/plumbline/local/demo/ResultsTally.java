package dev.plumbline.local.demo;

import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.WindowReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Where every record of a job went, told from its published results alone, and a fingerprint of those results. Not thread-safe.
 */
final class ResultsTally {
    private final String countedBy;
    private final TreeMap<String, Published> published = new TreeMap<>();
    private final TreeMap<String, Long> deadLetters = new TreeMap<>(Comparator.naturalOrder());
    private final Map<LedgerAccount, LedgerBalance> balances = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared, only digested
    private record Published(WindowReport report, byte[] value) {}

    /**
     * An empty tally.
     *
     * @param countedBy the window specification to count by: one whose windows do not overlap
     */
    ResultsTally(String countedBy) {
        this.countedBy = countedBy;
    }

    /** Takes a report in; a later one with the same key replaces it. */
    void report(WindowReport report, byte[] key, byte[] value) {
        published.put(new String(key, StandardCharsets.UTF_8), new Published(report, value));
    }

    /** Counts a record that was rejected, for the reason with this code. */
    void deadLetter(String reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    /** Takes an account of the ledger in; a later one of the same account replaces it. */
    void balance(LedgerBalance balance) {
        balances.put(balance.account(), balance);
    }

    /** One number of the job's own ledger, summed over the newest balances of all accounts of predictions. */
    long ofPredictions(ToLongFunction<LedgerBalance> number) {
        return balances.values().stream()
                .filter(balance -> !balance.account().equals(LedgerAccount.LABELS))
                .mapToLong(number)
                .sum();
    }

    /** One number of its account of labels; 0 if it has none. */
    long ofLabels(ToLongFunction<LedgerBalance> number) {
        LedgerBalance labels = balances.get(LedgerAccount.LABELS);
        return labels == null ? 0 : number.applyAsLong(labels);
    }

    /** Records in the windows that were published for everyone, by their newest revision. */
    long counted() {
        return ofWindows(WindowReport::records);
    }

    /** One number of the windows that were published for everyone, summed over their newest revisions. */
    long ofWindows(ToLongFunction<WindowReport> number) {
        return published.values().stream()
                .map(Published::report)
                .filter(report ->
                        report.window().equals(countedBy) && report.slice().isEmpty())
                .mapToLong(number)
                .sum();
    }

    /** The number of windows that were published, of all specifications; revisions count once. */
    long windows() {
        return published.size();
    }

    /** Records that were not counted, by reason code; a snapshot. */
    Map<String, Long> deadLetters() {
        return new TreeMap<>(deadLetters);
    }

    /** Records that were not counted. */
    long rejected() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first 16 hexadecimal digits of the SHA-256 over all newest reports' keys and values in the order of the keys. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            published.forEach((key, report) -> {
                digest.update(key.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(report.value());
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
