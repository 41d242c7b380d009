package dev.plumbline.job.oracle;

import dev.plumbline.job.oracle.KeyJudge.Fate;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.Logs.Sent;
import dev.plumbline.job.oracle.RecordReader.Read;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the job must say at the end of two logs: each final report to the byte, each account of the ledger, and each dead
 * letter.
 */
public final class LabelOracle {

    /**
     * What the job is told.
     *
     * @param rules of the join
     * @param windows at least one
     * @param slices the ways to cut the population, by names of attributes, the reserved name of outputs among them
     * @param outputs the names of the outputs; none if they are not counted apart
     * @param metrics what is measured
     * @param lateness which records are late; null for logs in which none is
     */
    public record Job(
            LabelRules rules,
            List<WindowFamily> windows,
            List<List<String>> slices,
            List<String> outputs,
            Metrics metrics,
            @Nullable Lateness lateness) {}

    private final Job job;
    private final long settledBefore;
    private final Fates fates;
    private final Map<String, List<BitSet>> late;
    private final Map<LedgerAccount, Account> accounts = new HashMap<>();
    private final Population population;
    private final Map<ReasonCode, Long> reasons = new EnumMap<>(ReasonCode.class);
    private long labelled;

    private LabelOracle(Job job, Logs logs, long settledBefore) {
        this.job = job;
        this.settledBefore = settledBefore;
        this.fates = new Fates(logs);
        this.population = new Population(job);
        this.late = job.lateness() == null ? Map.of() : job.lateness().late(logs, job);
    }

    /** Reads both logs and decides everything. */
    public static LabelOracle judge(Job job, Logs logs) {
        return judge(job, logs, Long.MAX_VALUE);
    }

    /**
     * Reads both logs and decides what is certain when all before a moment is settled. Only {@link #reports} of windows that have ended by
     * then mean anything, and they are what must be reported early.
     */
    public static LabelOracle judge(Job job, Logs logs, long settledBefore) {
        LabelOracle oracle = new LabelOracle(job, logs, settledBefore);
        for (int share = 0; share < logs.shares(); share++) {
            oracle.judge(logs, share);
        }
        return oracle;
    }

    /** Why a record is refused by itself; null if it is not. */
    public static @Nullable ReasonCode flaw(String topic, Sent sent) {
        return RecordReader.read(topic, sent, List.of()).flaw();
    }

    private void judge(Logs logs, int share) {
        Map<String, Keyed> byKey = new HashMap<>();
        for (String topic : Logs.TOPICS) {
            for (int partition = 0; partition < logs.partitions(topic); partition++) {
                for (int offset = 0; offset < logs.size(topic, partition); offset++) {
                    if (logs.share(topic, partition, offset) == share) {
                        read(topic, new Place(partition, offset), logs.at(topic, partition, offset), byKey);
                    }
                }
            }
        }
        for (Keyed keyed : byKey.values()) {
            new KeyJudge(job.rules(), new Book()).judge(keyed.predictions, keyed.labels);
        }
    }

    private record Keyed(List<PredictionRecord> predictions, List<LabelRecord> labels) {}

    private void read(String topic, Place place, Sent sent, Map<String, Keyed> byKey) {
        boolean isLabel = topic.equals(Logs.LABELS);
        Read read = RecordReader.read(topic, sent, job.outputs());
        boolean isLate =
                !late.isEmpty() && late.get(topic).get(place.partition()).get(place.offset());
        ReasonCode flaw = isLate ? ReasonCode.LATE : read.flaw();
        if (flaw != null) {
            refuse(isLabel ? LedgerAccount.LABELS : accountOf(read.model()), flaw);
            fates.add(topic, place.partition(), place.offset(), flaw);
            return;
        }
        Keyed keyed = byKey.computeIfAbsent(key(read), none -> new Keyed(new ArrayList<>(1), new ArrayList<>(1)));
        if (isLabel) {
            keyed.labels.add(read.label(place));
        } else {
            keyed.predictions.add(read.prediction(place));
        }
    }

    /** The parts of a name cannot hold a line end, which keeps them apart. */
    private String key(Read read) {
        return switch (job.rules().joinBy()) {
            case ID -> read.id();
            case MODEL_AND_ID -> read.model() + "\n" + read.id();
            case MODEL_VERSION_AND_ID -> read.model() + "\n" + read.version() + "\n" + read.id();
        };
    }

    /** What is told of one key, in all the places where it shows. */
    private final class Book implements KeyJudge.Outcomes {
        @Override
        public void predicted(PredictionRecord prediction) {
            if (job.rules().windows() == Windows.PREDICTION) {
                population.each(prediction, prediction.time(), Cohort::predicted);
            }
        }

        @Override
        public void labelled(PredictionRecord prediction, LabelRecord label) {
            boolean atOnce = job.rules().conflicts() == LabelRules.Conflicts.FIRST;
            if ((atOnce ? label.time() : prediction.time() + job.rules().horizon()) >= settledBefore) {
                return;
            }
            labelled++;
            account(accountOf(prediction.model())).count();
            account(LedgerAccount.LABELS).count();
            long age = label.time() - prediction.time();
            population.each(
                    prediction,
                    job.rules().windows() == Windows.LABEL ? label.time() : prediction.time(),
                    cohort -> cohort.labelled(prediction, label.value(), age));
        }

        @Override
        public void without(PredictionRecord prediction, Fate fate) {
            if (prediction.time() + job.rules().horizon() >= settledBefore) {
                return;
            }
            LedgerAccount account = accountOf(prediction.model());
            boolean byLabel = job.rules().windows() == Windows.LABEL;
            switch (fate) {
                case NEGATIVE -> {
                    account(account).count();
                    population.each(
                            prediction,
                            byLabel ? prediction.time() + job.rules().horizon() : prediction.time(),
                            cohort -> cohort.negative(prediction));
                }
                case UNLABELLED -> {
                    refuse(account, ReasonCode.UNLABELLED);
                    if (!byLabel) {
                        population.each(prediction, prediction.time(), Cohort::unlabelled);
                    }
                }
                case CONFLICTED -> {
                    refuse(account, ReasonCode.LABELS_DISAGREE);
                    if (!byLabel) {
                        population.each(prediction, prediction.time(), Cohort::conflicted);
                    }
                }
            }
        }

        @Override
        public void duplicate(PredictionRecord prediction) {
            refuse(accountOf(prediction.model()), ReasonCode.DUPLICATE_PREDICTION);
            Place place = prediction.place();
            fates.add(Logs.PREDICTIONS, place.partition(), place.offset(), ReasonCode.DUPLICATE_PREDICTION);
        }

        @Override
        public void notUsed(LabelRecord label, ReasonCode reason) {
            refuse(LedgerAccount.LABELS, reason);
            if (reason != ReasonCode.DUPLICATE_LABEL) {
                fates.add(Logs.LABELS, label.place().partition(), label.place().offset(), reason);
            }
        }
    }

    private static LedgerAccount accountOf(@Nullable String model) {
        return model == null ? LedgerAccount.UNATTRIBUTED : LedgerAccount.ofModel(model);
    }

    private Account account(LedgerAccount account) {
        return accounts.computeIfAbsent(account, none -> new Account());
    }

    private void refuse(LedgerAccount account, ReasonCode reason) {
        account(account).refuse(reason);
        reasons.merge(reason, 1L, Long::sum);
    }

    /** The reports, the value of each by its key; final ones, unless not everything is settled. */
    public SortedMap<String, String> reports() {
        return population.reports(settledBefore);
    }

    /** The accounts of the ledger, nothing pending in any. */
    public Map<LedgerAccount, Account> accounts() {
        return Map.copyOf(accounts);
    }

    /** The dead letters. */
    public Fates fates() {
        return fates;
    }

    /** How many records were not counted, by reason; a label that is for several predictions once for each. */
    public Map<ReasonCode, Long> reasons() {
        return Map.copyOf(reasons);
    }

    /** How many predictions count with a label. */
    public long labelled() {
        return labelled;
    }

    /** How many records of a kind there are that were not counted for a reason. */
    public long refused(ReasonCode reason) {
        return Objects.requireNonNullElse(reasons.get(reason), 0L);
    }
}
