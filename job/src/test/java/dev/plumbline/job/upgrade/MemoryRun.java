package dev.plumbline.job.upgrade;

import dev.plumbline.job.Inputs;
import dev.plumbline.job.PlumblineTopology;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.memory.Collected;
import dev.plumbline.job.memory.Interruption;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The whole topology over logs in memory, with ends in memory.
 *
 * @param config the job's configuration
 * @param backend {@code hashmap} or {@code rocksdb}
 * @param inputs the logs, which may be interrupted half-way
 * @param half how many records come before the interruption
 */
record MemoryRun(JobConfig config, String backend, Function<Interruption, Inputs> inputs, long half) {

    private static final long LIMIT_SECONDS = 120;

    /** Runs to the end of the logs: all of them, or what comes after the savepoint. */
    Outcome toTheEnd(@Nullable Path savepoint) throws Exception {
        Ends ends = new Ends();
        define(ends, Interruption.NONE, savepoint).execute();
        return ends.outcome();
    }

    /** Reads the first half of each partition and stops with a canonical savepoint below the folder. */
    Stopped stopHalfWay(Path folder) throws Exception {
        Ends ends = new Ends();
        JobClient job =
                define(ends, new Interruption(Integer.MAX_VALUE, false), null).executeAsync();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (ends.recordsIn() < half) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Only " + ends.recordsIn() + " of " + half + " records after " + LIMIT_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        String savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        job.getJobExecutionResult().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return new Stopped(ends.outcome(), Path.of(URI.create(savepoint)));
    }

    private StreamExecutionEnvironment define(Ends ends, Interruption interruption, @Nullable Path savepoint) {
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, backend);
        // A savepoint below this size is one file.
        flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        PlumblineTopology.define(
                env, config, Coverage.whole(), inputs.apply(interruption), ends.reports, ends.letters, ends.balances);
        return env;
    }

    private static final class Ends {
        private final Collected<RevisedReport> reports = new Collected<>();
        private final Collected<DeadLetter> letters = new Collected<>();
        private final Collected<LedgerBalance> balances = new Collected<>();

        Outcome outcome() {
            return Outcome.of(reports.values(), letters.values(), balances.values());
        }

        long recordsIn() {
            Map<LedgerAccount, Long> newest = new HashMap<>();
            balances.values().forEach(balance -> newest.put(balance.account(), balance.in()));
            return newest.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
