package dev.plumbline.job.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A handful of records and, beside each, what must become of it. Who judges them is not asked for more than that: letters and accounts
 * follow from it here. Windows are minutes, the first of which begins at {@link #START}; times are in milliseconds after that.
 */
final class Story {

    static final long START = 1_000_000_020_000L;
    static final long MINUTE = 60_000;
    static final long HORIZON = 24_000;

    /** What is counted, and no loss that needs a letter. */
    private static final Set<ReasonCode> NO_LETTERS =
            EnumSet.of(ReasonCode.DUPLICATE_LABEL, ReasonCode.UNLABELLED, ReasonCode.LABELS_DISAGREE);

    private final LabelRules rules;
    private final List<Line> lines = new ArrayList<>();

    /** A record, and how often it counts, and why not. */
    private static final class Line {
        private final String topic;
        private final String model;
        private final String json;
        private int counted;
        private final List<ReasonCode> reasons = new ArrayList<>();

        Line(String topic, String model, String json) {
            this.topic = topic;
            this.model = model;
            this.json = json;
        }

        LedgerAccount account() {
            return topic.equals(Logs.LABELS) ? LedgerAccount.LABELS : LedgerAccount.ofModel(model);
        }
    }

    Story(LabelRules rules) {
        this.rules = rules;
    }

    /** A prediction of the model {@code m}. */
    Story prediction(String id, long at, String yPred) {
        return prediction("m", "", id, at, yPred);
    }

    Story prediction(String model, String version, Object id, long at, String yPred) {
        return add(Logs.PREDICTIONS, model, version, id, at, "\"y_pred\":" + yPred);
    }

    /** A label of the model {@code m}. */
    Story label(String id, long at, String yTrue) {
        return label("m", "", id, at, yTrue);
    }

    Story label(String model, String version, Object id, long at, String yTrue) {
        return add(Logs.LABELS, model, version, id, at, "\"y_true\":" + yTrue);
    }

    private Story add(String topic, String model, String version, Object id, long at, String number) {
        lines.add(new Line(
                topic,
                model,
                "{" + (model.isEmpty() ? "" : "\"model\":\"" + model + "\",")
                        + (version.isEmpty() ? "" : "\"version\":\"" + version + "\",")
                        + "\"id\":" + (id instanceof Integer ? id : "\"" + id + "\"")
                        + ",\"time\":" + (START + at) + "," + number + "}"));
        return this;
    }

    /** The last record counts: a prediction with what is true of it, a label for a prediction. */
    Story counts() {
        last().counted++;
        return this;
    }

    /** The last record does not count, or not for one of the predictions that it is for. */
    Story becomes(ReasonCode reason) {
        last().reasons.add(reason);
        return this;
    }

    private Line last() {
        return lines.get(lines.size() - 1);
    }

    /** Judges the records as they are written, and once more backwards; everything must be as it was said, both times. */
    Told judged() {
        List<Line> backwards = new ArrayList<>(lines);
        Collections.reverse(backwards);
        LabelOracle oracle = judged(lines);
        assertThat(judged(backwards).reports()).isEqualTo(oracle.reports());
        return new Told(oracle);
    }

    private LabelOracle judged(List<Line> ordered) {
        WrittenLogs logs = new WrittenLogs(of(ordered, Logs.PREDICTIONS), of(ordered, Logs.LABELS));
        LabelOracle oracle = LabelOracle.judge(job(), logs);
        assertThat(oracle.fates().differences(fates(ordered, logs)))
                .as("dead letters")
                .isEmpty();
        Map<LedgerAccount, String> expected = new HashMap<>();
        accounts(ordered).forEach((account, sums) -> expected.put(account, sums.toString()));
        Map<LedgerAccount, String> actual = new HashMap<>();
        oracle.accounts().forEach((account, sums) -> actual.put(account, sums.toString()));
        assertThat(actual).as("accounts").isEqualTo(expected);
        return oracle;
    }

    /** What can be said when all before a time is settled. */
    Told whenSettledBefore(long time) {
        WrittenLogs logs = new WrittenLogs(of(lines, Logs.PREDICTIONS), of(lines, Logs.LABELS));
        return new Told(LabelOracle.judge(job(), logs, START + time));
    }

    private LabelOracle.Job job() {
        return new LabelOracle.Job(
                rules,
                List.of(WindowFamily.tumbling(60)),
                List.of(),
                List.of(),
                new Metrics(BinaryCrossentropyConfig.defaults(), null),
                null);
    }

    private static List<String> of(List<Line> lines, String topic) {
        return lines.stream()
                .filter(line -> line.topic.equals(topic))
                .map(line -> line.json)
                .toList();
    }

    private static Fates fates(List<Line> lines, Logs logs) {
        Fates fates = new Fates(logs);
        Map<String, Integer> offsets = new HashMap<>();
        for (Line line : lines) {
            int offset = offsets.merge(line.topic, 1, Integer::sum) - 1;
            line.reasons.stream()
                    .filter(reason -> !NO_LETTERS.contains(reason))
                    .forEach(reason -> fates.add(line.topic, 0, offset, reason));
        }
        return fates;
    }

    private static Map<LedgerAccount, Account> accounts(List<Line> lines) {
        Map<LedgerAccount, Account> accounts = new HashMap<>();
        for (Line line : lines) {
            Account account = accounts.computeIfAbsent(line.account(), none -> new Account());
            for (int i = 0; i < line.counted; i++) {
                account.count();
            }
            line.reasons.forEach(account::refuse);
        }
        return accounts;
    }

    /** The reports of a story. */
    record Told(LabelOracle oracle) {

        /** The report of a model's minute. */
        WindowReport report(String model, long start) {
            List<WindowReport> found = reports().stream()
                    .filter(report -> report.model().equals(model) && report.start() == START + start)
                    .toList();
            assertThat(found).as("reports of %s from %d", model, start).hasSize(1);
            return found.get(0);
        }

        /** The only report. */
        WindowReport report() {
            List<WindowReport> all = reports();
            assertThat(all).hasSize(1);
            return all.get(0);
        }

        List<WindowReport> reports() {
            return oracle.reports().values().stream().map(Told::decode).toList();
        }

        private static WindowReport decode(String report) {
            try {
                return new WindowReportDecoder().decode(report.getBytes(UTF_8));
            } catch (FormatException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
