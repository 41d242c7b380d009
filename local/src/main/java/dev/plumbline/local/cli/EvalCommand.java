package dev.plumbline.local.cli;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.eval.Evaluation;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Rejected;
import dev.plumbline.local.eval.InputFiles;
import dev.plumbline.local.eval.JoinedEvaluation;
import dev.plumbline.local.eval.LabelOutcome;
import dev.plumbline.local.eval.OutcomeJson;
import dev.plumbline.local.eval.OutcomeTable;
import dev.plumbline.local.html.EvaluationPage;
import dev.plumbline.local.html.PageFile;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.JsonLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The quickest way to check a number against Keras. */
@Command(
        name = "eval",
        description = {
            "Computes the metrics over a JSON Lines file.",
            "Per model and in total, without Flink. Each line is one update_state call; time plays no role,",
            "unless labels come by themselves, in files of their own.",
            ""
        })
final class EvalCommand implements Callable<Integer> {
    private static final String DEFAULTS = "source: {files: {path: predictions}}\n";
    private static final String LABELS_DEFAULTS = DEFAULTS + "labels: {files: {path: labels}}\n";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file with one JSON object per line; - for the standard input.")
    @SuppressWarnings("NullAway.Init") // picocli fills it before any call
    private String file;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Take fields, metric and limits from this configuration; options override it.")
    private @Nullable Path config;

    @Mixin
    private final ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private final MetricOptions metricOptions = new MetricOptions();

    @Mixin
    private final LabelOptions labelOptions = new LabelOptions();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Also write a page with reliability diagrams, for a browser; a file that is there is replaced.")
    private @Nullable Path html;

    @Option(names = "--strict", description = "End with exit code 4 if any record is rejected.")
    private boolean strict;

    @Override
    public Integer call() {
        JobConfig job = job();
        PageFile page = page(job);
        LabelsConfig labels = labelOptions.of(job, file).orElse(null);
        Outcome outcome = labels == null ? evaluate(job) : evaluate(job, labels);
        if (outcome.recordsIn() == 0) {
            throw new UserError(ExitCode.INPUT, source() + " holds no records; give one JSON object per line");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(OutcomeJson.line(outcome));
        } else {
            OutcomeTable.lines(outcome).forEach(out::println);
        }
        if (outcome.total().records() == 0) {
            throw new UserError(ExitCode.REJECTED, "no record could be counted; " + hint(outcome));
        }
        if (page != null) {
            page.write(EvaluationPage.of(outcome, sources()));
        }
        return strict && isAnyLeftOut(outcome) ? ExitCode.REJECTED.code() : ExitCode.OK.code();
    }

    private JobConfig job() {
        boolean withLabels = !labelOptions.files().isEmpty();
        List<String> overrides = new ArrayList<>(metricOptions.overrides());
        overrides.addAll(labelOptions.overrides());
        return configOptions.load(config, withLabels ? LABELS_DEFAULTS : DEFAULTS, overrides);
    }

    private Outcome evaluate(JobConfig job) {
        Evaluation evaluation = new Evaluation(
                job.fields(), job.decodeOptions(), job.calibration().orElse(null), job.outputs());
        read(job, file, evaluation::addAll);
        return evaluation.outcome();
    }

    private Outcome evaluate(JobConfig job, LabelsConfig labels) {
        JoinedEvaluation evaluation = new JoinedEvaluation(
                job.fields(), labels, job.decodeOptions(), job.calibration().orElse(null), job.outputs());
        try {
            read(job, file, evaluation::addPredictions);
            labelOptions.files().forEach(name -> read(job, name, evaluation::addLabels));
            return evaluation.outcome();
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    ExitCode.FAILED,
                    "the records do not fit into memory, where each takes about 250 bytes until it is joined; give Java more"
                            + " of it, as with PLUMBLINE_JAVA_OPTS=-Xmx4g, or evaluate fewer at a time",
                    e);
        }
    }

    /** Takes the lines of a file. */
    private interface Reader {
        void read(String file, JsonLines lines) throws IOException;
    }

    private static void read(JobConfig job, String name, Reader reader) {
        try (JsonLines lines =
                new JsonLines(InputFiles.open(name), 0, job.limits().recordBytes())) {
            reader.read(name, lines);
        } catch (IOException e) {
            throw new UserError(ExitCode.INPUT, "reading " + name + " failed: " + e.getMessage() + "; try again", e);
        }
    }

    private static boolean isAnyLeftOut(Outcome outcome) {
        LabelOutcome labels = outcome.labels();
        return outcome.rejectedRecords() > 0
                || (labels != null
                        && !(labels.rejected().isEmpty() && labels.lost().isEmpty()));
    }

    /** Where the page goes, if one was asked for. */
    private @Nullable PageFile page(JobConfig job) {
        if (html == null) {
            return null;
        }
        if (job.calibration().isEmpty()) {
            throw new UserError(
                    ExitCode.CONFIGURATION,
                    "--html shows calibration metrics, but calibration.metrics is none; choose some, for all of them with"
                            + " --set calibration.metrics=all");
        }
        List<Path> read = new ArrayList<>(List.of(Path.of(file)));
        labelOptions.files().forEach(name -> read.add(Path.of(name)));
        return PageFile.at(html, read);
    }

    private String source() {
        return file.equals(InputFiles.STANDARD_INPUT) ? "the standard input" : file;
    }

    private String sources() {
        List<String> labels = labelOptions.files();
        return source() + (labels.isEmpty() ? "" : ", labels from " + String.join(", ", labels));
    }

    private static String hint(Outcome outcome) {
        LabelOutcome labels = outcome.labels();
        if (!outcome.rejected().isEmpty()) {
            return hint(outcome.rejected().get(0), "records", "--field");
        }
        return labels == null || labels.rejected().isEmpty()
                ? "the table says why"
                : hint(labels.rejected().get(0), "labels", "--label-field");
    }

    private static String hint(Rejected rejected, String records, String option) {
        Rejection first = rejected.first();
        if (first.reason() != ReasonCode.MISSING_FIELD) {
            return "the table says why";
        }
        if (first.field().equals("model")) {
            String otherwise = records.equals("labels") ? "join by id with --join-by id" : "give it with --model NAME";
            return "if the " + records + " name no model, " + otherwise + "; if they do, say where with " + option
                    + " model=/place";
        }
        return "say where your " + records + " have " + first.field() + " with " + option + " " + first.field()
                + "=/place";
    }
}
