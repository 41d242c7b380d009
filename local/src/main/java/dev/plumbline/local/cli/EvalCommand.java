package dev.plumbline.local.cli;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.eval.Evaluation;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.InputFiles;
import dev.plumbline.local.eval.OutcomeJson;
import dev.plumbline.local.eval.OutcomeTable;
import dev.plumbline.local.html.EvaluationPage;
import dev.plumbline.local.html.PageFile;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.JsonLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
            "Per model and in total, without Flink. Each line is one update_state call; time plays no role.",
            ""
        })
final class EvalCommand implements Callable<Integer> {
    private static final String DEFAULTS = "source: {files: {path: '-'}}\n";

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
        JobConfig job = configOptions.load(config, DEFAULTS, metricOptions.overrides());
        DecodeOptions options = job.decodeOptions();
        PageFile page = page(job);
        Evaluation evaluation =
                new Evaluation(job.fields(), options, job.calibration().orElse(null), job.outputs());
        try (JsonLines lines = new JsonLines(InputFiles.open(file), 0, options.maxBytes())) {
            evaluation.addAll(lines);
        } catch (IOException e) {
            throw new UserError(ExitCode.INPUT, "reading " + file + " failed: " + e.getMessage() + "; try again", e);
        }
        Outcome outcome = evaluation.outcome();
        if (outcome.total().records() + outcome.rejectedRecords() == 0) {
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
            page.write(EvaluationPage.of(outcome, source()));
        }
        return strict && outcome.rejectedRecords() > 0 ? ExitCode.REJECTED.code() : ExitCode.OK.code();
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
        return PageFile.at(html, List.of(Path.of(file)));
    }

    private String source() {
        return file.equals(InputFiles.STANDARD_INPUT) ? "the standard input" : file;
    }

    private static String hint(Outcome outcome) {
        var first = outcome.rejected().get(0).first();
        if (first.reason() == ReasonCode.MISSING_FIELD && first.field().equals("model")) {
            return "if the records name no model, give it with --model NAME; if they do, say where with --field"
                    + " model=/place";
        }
        if (first.reason() == ReasonCode.MISSING_FIELD) {
            return "say where your records have " + first.field() + " with --field " + first.field() + "=/place";
        }
        return "the table says why";
    }
}
