package dev.plumbline.local.cli;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.eval.InputFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Labels that come by themselves, as options: their files, and shorthands for the configuration keys below {@code labels}. */
final class LabelOptions {
    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "A file with the labels of the predictions, one JSON object per line, to be joined by id; - for the"
                            + " standard input; may be repeated.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--horizon",
            paramLabel = "D",
            description = "How long after its prediction a label counts, for example 24h.")
    private @Nullable String horizon;

    @Option(
            names = "--absence",
            paramLabel = "WORD",
            description = "What a prediction without a label is: ignore (default), or negative.")
    private @Nullable String absence;

    @Option(
            names = "--join-by",
            paramLabel = "KEYS",
            description = "model_and_id (default), model_version_and_id or id.")
    private @Nullable String joinBy;

    @Option(
            names = "--label-field",
            paramLabel = "NAME=POINTER",
            description =
                    "Where a field is in your labels, as a JSON Pointer; may be repeated. Names: model, version, id,"
                            + " time, y_true.")
    private Map<String, String> fields = new TreeMap<>();

    /** The files that were given, in order; none if predictions bring their labels. */
    List<String> files() {
        return List.copyOf(files);
    }

    /** The other options that were given, as overrides of the configuration. */
    List<String> overrides() {
        List<String> overrides = new ArrayList<>();
        Overrides.add(overrides, "labels.horizon", horizon);
        Overrides.add(overrides, "labels.absence", absence);
        Overrides.add(overrides, "labels.join_by", joinBy);
        fields.forEach((name, pointer) -> Overrides.add(overrides, "labels.fields." + name, Overrides.quoted(pointer)));
        return overrides;
    }

    /**
     * What the configuration says of labels, if files of them were given.
     *
     * @param predictions the file of the predictions
     * @throws UserError if there are labels in the one but not in the other
     */
    Optional<LabelsConfig> of(JobConfig job, String predictions) {
        boolean isStandardInputTaken = predictions.equals(InputFiles.STANDARD_INPUT);
        for (String file : files) {
            if (file.equals(InputFiles.STANDARD_INPUT)) {
                if (isStandardInputTaken) {
                    throw new UserError(
                            ExitCode.USAGE,
                            "--labels -: the standard input is read already; give one of them a file of its own");
                }
                isStandardInputTaken = true;
            }
        }
        if (files.isEmpty() && job.labels().isPresent()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "the configuration says that labels come by themselves (labels); give their files with --labels");
        }
        if (!files.isEmpty() && job.labels().isEmpty()) {
            throw new UserError(
                    ExitCode.CONFIGURATION,
                    "--labels: the configuration says nothing of labels that come by themselves; add the section labels, of"
                            + " which --horizon and the like are a part");
        }
        return job.labels();
    }
}
