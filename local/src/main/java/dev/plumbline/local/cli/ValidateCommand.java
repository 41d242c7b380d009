package dev.plumbline.local.cli;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.Preflight;
import dev.plumbline.local.engine.WorkFolder;
import dev.plumbline.local.eval.InputFiles;
import dev.plumbline.serde.decode.JsonLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything that can be known about a configuration without running it. */
@Command(
        name = "validate",
        description = {
            "Checks a configuration, without running it.",
            "Shows it with all its defaults, and what becomes of sample records; asks Kafka for the topics.",
            ""
        })
final class ValidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private Path config;

    @Mixin
    private final ConfigOptions configOptions = new ConfigOptions();

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "Show what the fields become, for each record of this JSON Lines file; - for the standard"
                    + " input.")
    private @Nullable String sample;

    @Option(
            names = "--labels-sample",
            paramLabel = "FILE",
            description = "The same for labels that come by themselves.")
    private @Nullable String labelsSample;

    @Option(names = "--offline", description = "Do not ask Kafka.")
    private boolean offline;

    @Option(names = "--strict", description = "End with exit code 4 if any sample record is rejected.")
    private boolean strict;

    @Override
    public Integer call() {
        JobConfig job = configOptions.load(config);
        job.warnings().forEach(warning -> spec.commandLine().getErr().println("plumbline: " + warning));
        PrintWriter out = spec.commandLine().getOut();
        out.println("# " + config + " is valid; with all defaults it says:");
        out.print(job.describe());
        out.flush();
        long rejected = (sample == null ? 0 : showSample(job, sample, out))
                + (labelsSample == null ? 0 : showLabels(job, labelsSample, out));
        if (!offline) {
            askKafka(job);
            out.println();
            out.println(
                    Preflight.needsKafka(job)
                            ? "Kafka: the broker answers, the topics are there and may be used."
                            : "Kafka: not used.");
        }
        return strict && rejected > 0 ? ExitCode.REJECTED.code() : ExitCode.OK.code();
    }

    private static void askKafka(JobConfig job) {
        // Kafka's client logs; the folder keeps that from the terminal.
        WorkFolder work = WorkFolder.create(false);
        try {
            Preflight.check(job);
        } finally {
            work.close();
        }
    }

    private static long showSample(JobConfig job, String file, PrintWriter out) {
        boolean kafka = job.source() instanceof SourceConfig.Kafka;
        SampleLines sample = new SampleLines(job.fields(), job.decodeOptions(), job.outputs(), kafka);
        return show(job, file, "line ", sample::describe, out)
                .sum("sample", job.labels().isEmpty() ? "would be counted" : "would wait for their labels", out);
    }

    private static long showLabels(JobConfig job, String file, PrintWriter out) {
        LabelsConfig labels = job.labels()
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        "--labels-sample: the configuration says nothing of labels that come by themselves; leave it out, or"
                                + " add the section labels"));
        boolean kafka = labels.source() instanceof SourceConfig.Kafka;
        LabelLines sample = new LabelLines(labels.fields(), job.decodeOptions(), kafka);
        return show(job, file, "label, line ", sample::describe, out).sum("labels sample", "would be joined", out);
    }

    /** How many records of a sample there were, and how many were not rejected. */
    private record Count(long records, long valid) {
        /** Prints the count, and returns how many were rejected. */
        long sum(String what, String fate, PrintWriter out) {
            out.println("%s: %d of %d records %s".formatted(what, valid, records, fate));
            return records - valid;
        }
    }

    private static Count show(
            JobConfig job, String file, String prefix, Function<byte[], Described> describe, PrintWriter out) {
        long records = 0;
        long valid = 0;
        out.println();
        try (JsonLines lines =
                new JsonLines(InputFiles.open(file), 0, job.limits().recordBytes())) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Described described = describe.apply(line);
                records++;
                valid += described.isValid() ? 1 : 0;
                out.println(prefix + lines.lineNumber() + ": " + described.text());
            }
        } catch (IOException e) {
            throw new UserError(ExitCode.INPUT, "reading " + file + " failed: " + e.getMessage() + "; try again", e);
        }
        if (records == 0) {
            throw new UserError(ExitCode.INPUT, file + " holds no records; give one JSON object per line");
        }
        return new Count(records, valid);
    }
}
