package dev.plumbline.local.eval;

import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.ReliabilityBin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calibration metrics of an outcome for people: a row per series and one for all, and the reliability diagram of all. What is
 * undefined is a hyphen; an error that is not 0 stands behind its value.
 */
final class CalibrationTable {
    /** The scale from 0 to 1, both ends included. */
    private static final int SCALE = 41;

    /** The values of the table, and their titles; those that were not chosen have no column. */
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("log_loss", "log loss");
        COLUMNS.put("brier", "brier");
        COLUMNS.put("mean_prediction", "predicted");
        COLUMNS.put("mean_label", "observed");
        COLUMNS.put("calibration_ratio", "ratio");
        COLUMNS.put("normalized_entropy", "norm. entropy");
        COLUMNS.put("ece", "ece");
        COLUMNS.put("mce", "mce");
        COLUMNS.put("spiegelhalter_p", "spiegelhalter p");
        COLUMNS.put("roc_auc", "roc auc");
        COLUMNS.put("average_precision", "avg. precision");
    }

    /** The key of the bound on a value's error, by the value's key. */
    private static final Map<String, String> ERRORS =
            Map.of("roc_auc", "roc_auc_error", "average_precision", "average_precision_error");

    private CalibrationTable() {}

    /** The lines to print, an empty one first; none if nothing was measured. */
    static List<String> lines(Outcome outcome) {
        CalibrationResult all = outcome.total().calibration();
        if (all == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        List<String> keys =
                COLUMNS.keySet().stream().filter(all.values()::containsKey).toList();
        if (!keys.isEmpty()) {
            lines.add("");
            lines.add("calibration");
            TextTable table = new TextTable().column("model", Align.LEFT).column("version", Align.LEFT);
            keys.forEach(key -> table.column(String.valueOf(COLUMNS.get(key)), Align.LEFT));
            outcome.series()
                    .forEach(
                            (series, score) -> row(table, series.model(), series.version(), score.calibration(), keys));
            row(table, "all", "", all, keys);
            lines.addAll(table.lines());
        }
        lines.addAll(diagram(all.reliabilityBins()));
        return lines;
    }

    private static void row(
            TextTable table, String model, String version, @Nullable CalibrationResult measured, List<String> keys) {
        if (measured == null) {
            return;
        }
        List<String> cells = new ArrayList<>(List.of(model, version));
        keys.forEach(key -> cells.add(cell(measured, key)));
        table.row(cells.toArray(String[]::new));
    }

    private static String cell(CalibrationResult measured, String key) {
        String text = number(measured.value(key));
        Double interval =
                key.equals("log_loss") ? halfWidth(measured) : measured.values().get(ERRORS.get(key));
        return interval == null || !(interval > 0) ? text : text + " \u00b1 " + number(interval);
    }

    private static @Nullable Double halfWidth(CalibrationResult measured) {
        Double upper = measured.values().get("log_loss_ci95_upper");
        return upper == null ? null : upper - measured.value("log_loss");
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "-"
                : String.format(Locale.ROOT, "%.4f", value).replace("Infinity", "inf");
    }

    private static List<String> diagram(List<ReliabilityBin> bins) {
        if (bins.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable()
                .column("bin", Align.LEFT)
                .column("rows", Align.RIGHT)
                .column("predicted", Align.RIGHT)
                .column("observed", Align.RIGHT)
                .column("0" + " ".repeat(SCALE - 2) + "1", Align.LEFT);
        for (ReliabilityBin bin : bins) {
            if (bin.count() > 0) {
                table.row(
                        String.format(Locale.ROOT, "%.4g to %.4g", bin.lower(), bin.upper()),
                        String.format(Locale.ROOT, "%,d", bin.count()),
                        number(bin.meanPrediction()),
                        number(bin.meanLabel()),
                        scale(bin.meanPrediction(), bin.meanLabel()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("reliability of all: | what was predicted, o what was observed, X both");
        lines.addAll(table.lines());
        return lines;
    }

    private static String scale(double predicted, double observed) {
        char[] scale = ".".repeat(SCALE).toCharArray();
        if (predicted >= 0) {
            scale[place(predicted)] = '|';
        }
        if (observed >= 0) {
            int place = place(observed);
            scale[place] = scale[place] == '|' ? 'X' : 'o';
        }
        return new String(scale);
    }

    private static int place(double value) {
        return (int) Math.round(Math.min(value, 1) * (SCALE - 1));
    }
}
