package dev.plumbline.job.upgrade;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.LedgerEncoder;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a run gave, as text that can be kept in a file.
 *
 * @param reports the final reports, as key and value, sorted
 * @param letters the dead letters, as reason and place, sorted
 * @param ledger the last balance of each account
 */
record Outcome(List<String> reports, List<String> letters, Map<String, String> ledger) {

    static Outcome of(List<RevisedReport> reports, List<DeadLetter> letters, List<LedgerBalance> balances) {
        WindowReportEncoder encoder = new WindowReportEncoder();
        Map<String, String> ledger = new TreeMap<>();
        LedgerEncoder accounts = new LedgerEncoder();
        balances.forEach(balance -> ledger.put(text(accounts.key(balance)), text(accounts.value(balance))));
        return new Outcome(
                reports.stream()
                        .map(RevisedReport::report)
                        .filter(WindowReport::isFinal)
                        .map(report -> text(encoder.key(report)) + "|" + text(encoder.value(report)))
                        .sorted()
                        .toList(),
                letters.stream()
                        .map(letter ->
                                letter.rejection().reason().code() + " " + letter.partition() + " " + letter.offset())
                        .sorted()
                        .toList(),
                ledger);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** This run and the one that went on where it stopped, as one. */
    Outcome then(Outcome next) {
        Map<String, String> balances = new TreeMap<>(ledger);
        balances.putAll(next.ledger);
        return new Outcome(
                Stream.concat(reports.stream(), next.reports.stream()).sorted().toList(),
                Stream.concat(letters.stream(), next.letters.stream()).sorted().toList(),
                balances);
    }

    /** Without the reports of some windows. */
    Outcome onlyReports(Predicate<String> wanted) {
        return new Outcome(reports.stream().filter(wanted).toList(), letters, ledger);
    }

    /** One line per report, letter and balance. */
    List<String> lines() {
        return Stream.of(
                        reports.stream().map(report -> "report\t" + report),
                        letters.stream().map(letter -> "letter\t" + letter),
                        ledger.entrySet().stream().map(entry -> "balance\t" + entry.getKey() + "\t" + entry.getValue()))
                .flatMap(lines -> lines)
                .toList();
    }

    /** Reads {@link #lines()}. */
    static Outcome parse(List<String> lines) {
        Map<String, String> ledger = new TreeMap<>();
        fields(lines, "balance").forEach(fields -> ledger.put(fields[1], fields[2]));
        return new Outcome(
                fields(lines, "report").map(fields -> fields[1]).toList(),
                fields(lines, "letter").map(fields -> fields[1]).toList(),
                ledger);
    }

    private static Stream<String[]> fields(List<String> lines, String kind) {
        return lines.stream().map(line -> line.split("\t", -1)).filter(fields -> fields[0].equals(kind));
    }
}
