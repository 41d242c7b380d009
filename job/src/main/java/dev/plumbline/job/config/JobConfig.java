package dev.plumbline.job.config;

import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.WindowSpec;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a run of the job is told, checked and immutable. {@link ConfigLoader} makes it; the defaults are in the table
 * of options that {@code docs/CONFIGURATION.md} shows.
 *
 * @param job name of the job in Flink, and the stem of its transactional ids and default topic and group names
 * @param source where predictions come from
 * @param fields where each field is found in a record
 * @param labels the topic of the labels and how they are joined; empty if each prediction brings its own, and then {@code fields}
 *     says where
 * @param metric what is computed; its name is Keras' default, and its {@code floatx} is its dtype
 * @param calibration what else is measured beside the loss; empty for the loss alone
 * @param windows at least one, in the order of the file, no two with the same name
 * @param outputs the names of the outputs that are counted apart, along the last axis of the predictions; empty for none
 * @param slices the ways in which the population is cut, in the order of the file, at most 16, no two the same; with outputs, one
 *     of them is by output alone
 * @param time event time and lateness
 * @param limits size of records
 * @param reports where window reports go
 * @param deadLetters where records go that cannot be counted
 * @param ledger where the ledger's balances go
 * @param engine how Flink runs the job
 * @param redactions what to print instead of values that must not be seen
 */
public record JobConfig(
        String job,
        SourceConfig source,
        FieldMapping fields,
        Optional<LabelsConfig> labels,
        BinaryCrossentropyConfig metric,
        Optional<CalibrationConfig> calibration,
        List<WindowSpec> windows,
        List<String> outputs,
        List<Slicing> slices,
        TimeConfig time,
        LimitsConfig limits,
        SinkConfig reports,
        SinkConfig deadLetters,
        SinkConfig ledger,
        EngineConfig engine,
        Redactions redactions) {

    /** Copies the lists. */
    public JobConfig {
        windows = List.copyOf(windows);
        outputs = List.copyOf(outputs);
        slices = List.copyOf(slices);
    }

    /** The same with another source. */
    public JobConfig withSource(SourceConfig other) {
        return with(job, other, labels, time, reports, deadLetters, ledger, redactions);
    }

    /** The same with other labels. */
    public JobConfig withLabels(LabelsConfig other) {
        return with(job, source, Optional.of(other), time, reports, deadLetters, ledger, redactions);
    }

    /** The same under another name, between other ends. */
    JobConfig with(
            String otherJob,
            SourceConfig otherSource,
            Optional<LabelsConfig> otherLabels,
            TimeConfig otherTime,
            SinkConfig otherReports,
            SinkConfig otherDeadLetters,
            SinkConfig otherLedger,
            Redactions otherRedactions) {
        return new JobConfig(
                otherJob,
                otherSource,
                fields,
                otherLabels,
                metric,
                calibration,
                windows,
                outputs,
                slices,
                otherTime,
                limits,
                otherReports,
                otherDeadLetters,
                otherLedger,
                engine,
                otherRedactions);
    }

    /** What the decoder needs to know, beside the mapping. */
    public DecodeOptions decodeOptions() {
        return new DecodeOptions(
                time.min(),
                time.max(),
                time.maxFuture(),
                limits.recordBytes(),
                limits.depth(),
                limits.elements(),
                metric,
                calibration.isPresent(),
                outputs.size());
    }

    /** What is right but unwise, one sentence each with the file's name and line; empty if there is nothing to say. */
    public List<String> warnings() {
        return redactions.warnings();
    }

    /**
     * The effective configuration as YAML, defaults and derived values included. Loading it gives an equal configuration, in the
     * same environment. A value from the environment or a file appears as its reference, such as {@code ${NAME}}; the value of a
     * secret appears as {@code [hidden]}.
     */
    public String describe() {
        return new Description(this).toYaml();
    }

    /** The same as {@link #describe()}, so that no log shows a secret. */
    @Override
    public String toString() {
        return describe();
    }
}
