package dev.plumbline.job.delayed;

import dev.plumbline.job.oracle.LabelLogs;
import dev.plumbline.job.oracle.LabelRules;
import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.Conflicts;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.job.oracle.LabelRules.Windows;
import dev.plumbline.job.oracle.LabelTraffic;
import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** The records that the tests of this package agree on, and the cluster that they run on. */
final class StandardTraffic {

    static final long SEED = 20_261_126;
    static final long HORIZON = 24_000;

    /** How long before its prediction a label may be, where it may. */
    static final long EARLY = 5_500;

    /** {@code -Dplumbline.label-predictions=1000000} makes each run so large, and needs a few gigabytes of heap. */
    static final int PREDICTIONS = Integer.getInteger("plumbline.label-predictions", 20_000);

    private static final long SPAN = 240_000;

    private StandardTraffic() {}

    static MiniClusterExtension cluster() {
        return new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(4)
                .build());
    }

    /** Rules under which labels may be early, and are remembered for a horizon. */
    static LabelRules rules(JoinBy joinBy, Conflicts conflicts, Absence absence, Windows windows) {
        return new LabelRules(joinBy, conflicts, absence, windows, HORIZON, EARLY, HORIZON);
    }

    /** Some partitions of each topic, out of order as far as the job waits. */
    static Arrival outOfOrder() {
        return new Arrival(4, 3, true, DelayedJob.OUT_OF_ORDERNESS, true);
    }

    static LabelLogs logs(LabelRules rules, Arrival arrival) {
        return logs(rules, arrival, PREDICTIONS);
    }

    static LabelLogs logs(LabelRules rules, Arrival arrival, int predictions) {
        return LabelTraffic.generate(SEED, rules, predictions, SPAN).arrive(arrival);
    }

    static LabelLogs logsOfTwoOutputs(LabelRules rules, Arrival arrival) {
        return LabelTraffic.ofTwoOutputs(SEED, rules, PREDICTIONS, SPAN).arrive(arrival);
    }
}
