package dev.plumbline.job.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.job.oracle.Identity.Form;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes planned records as JSON, in the default layouts and in all spellings that these allow. */
final class RecordWriter {

    private static final int TIME = 1;
    private static final int NUMERIC_ID = 2;
    private static final int HARD_LABEL = 3;
    private static final int NOISE = 4;
    private static final int ORDER = 5;
    private static final int KEY = 6;

    private final Identity.Kind kind;

    RecordWriter(Identity.Kind kind) {
        this.kind = kind;
    }

    /** The value; null for a tombstone. */
    byte @Nullable [] value(Planned record) {
        if (record.flaw() == Flaw.TOMBSTONE) {
            return null;
        }
        Identity identity = new Identity(kind, record.identity());
        String json = record.isLabel() ? label(record, identity) : prediction(record, identity);
        return (record.flaw() == Flaw.CUT_SHORT ? json.substring(0, json.length() / 2) : json).getBytes(UTF_8);
    }

    /** The key of the message: the id, mostly. */
    byte @Nullable [] key(Planned record) {
        Identity identity = new Identity(kind, record.identity());
        return identity.style(KEY, 10) == 0 ? null : identity.id().getBytes(UTF_8);
    }

    /** Whether the value says no time, so that the message's timestamp is the time. */
    boolean isTimeless(Planned record) {
        return new Identity(kind, record.identity()).style(TIME, 10) == 0;
    }

    private static String prediction(Planned record, Identity identity) {
        Form form = record.isMisshapen() ? identity.otherForm() : identity.form();
        StringBuilder json = new StringBuilder(200).append('{');
        origin(json, record, identity, identity.style(NUMERIC_ID, 2) == 0);
        if (record.flaw() != Flaw.NO_NUMBER) {
            json.append(",\"y_pred\":");
            numbers(
                    json,
                    form,
                    element -> Double.toString(
                            record.flaw() == Flaw.ABOVE_ONE ? 1.5 : identity.yPred(record.variant(), element)));
        }
        double[] weights = record.isMisshapen() ? new double[0] : identity.weights();
        if (weights.length > 0) {
            json.append(",\"sample_weight\":");
            if (identity.hasRowWeights()) {
                list(json, weights.length, row -> Double.toString(weights[row]));
            } else {
                json.append(weights[0]);
            }
        }
        String country = identity.country();
        String device = identity.device();
        json.append(",\"slices\":{\"country\":").append(country == null ? "null" : "\"" + country + "\"");
        if (device != null) {
            json.append(",\"device\":\"").append(device).append('"');
        }
        json.append('}');
        if (identity.style(NOISE, 5) == 0) {
            // What a prediction says about its own label is not read.
            json.append(",\"y_true\":[\"unknown\"],\"features\":{\"a\":[1,{\"y_pred\":7}]}");
        }
        return json.append('}').toString();
    }

    private static String label(Planned record, Identity identity) {
        Form form = record.isMisshapen() ? identity.otherForm() : identity.labelForm();
        StringBuilder json = new StringBuilder(120).append('{');
        boolean numberFirst = identity.style(ORDER, 4) == 0;
        if (numberFirst) {
            outcome(json, form, record, identity);
            json.append(json.length() > 1 ? "," : "");
        }
        origin(json, record, identity, identity.style(NUMERIC_ID, 4) < 2);
        if (!numberFirst) {
            json.append(record.flaw() == Flaw.NO_NUMBER ? "" : ",");
            outcome(json, form, record, identity);
        }
        if (identity.style(NOISE, 5) == 1) {
            json.append(",\"source\":\"crm\",\"tags\":[]");
        }
        return json.append('}').toString();
    }

    private static void outcome(StringBuilder json, Form form, Planned record, Identity identity) {
        if (record.flaw() == Flaw.NO_NUMBER) {
            return;
        }
        // One after the other in all spellings, so that labels that say the same do not look the same.
        int style = (int) Math.floorMod(identity.style(HARD_LABEL, 4) + record.time() / 50, 4L);
        json.append("\"y_true\":");
        numbers(
                json,
                form,
                element -> hardOrSoft(
                        record.flaw() == Flaw.ABOVE_ONE ? 1.5 : Identity.yTrue(record.variant(), element), style));
    }

    private static String hardOrSoft(double value, int style) {
        if (value == 0) {
            return new String[] {"0", "0.0", "false", "-0.0"}[style];
        }
        return value == 1 ? new String[] {"1", "1.0", "true", "1e0"}[style] : Double.toString(value);
    }

    private static void origin(StringBuilder json, Planned record, Identity identity, boolean numericId) {
        json.append("\"model\":\"").append(identity.model(record.lane())).append('"');
        String version = identity.version(record.lane());
        if (!version.isEmpty()) {
            // 2.10 as a number stays 2.10, not 2.1.
            String quote = record.isLabel() ? "" : "\"";
            json.append(",\"version\":").append(quote).append(version).append(quote);
        }
        id(json, record, identity, numericId);
        if (identity.style(TIME, 10) == 1) {
            json.append(",\"time\":\"")
                    .append(Instant.ofEpochMilli(record.time()))
                    .append('"');
        } else if (identity.style(TIME, 10) != 0) {
            json.append(",\"time\":").append(record.time());
        }
    }

    private static void id(StringBuilder json, Planned record, Identity identity, boolean numericId) {
        Flaw flaw = record.flaw();
        if (flaw == Flaw.NO_ID) {
            return;
        }
        json.append(",\"id\":");
        if (flaw == Flaw.ID_NULL) {
            json.append("null");
        } else if (flaw == Flaw.ID_BOOLEAN) {
            json.append("true");
        } else if (flaw == Flaw.ID_EMPTY) {
            json.append("\"\"");
        } else if (identity.isNumeric() && numericId) {
            json.append(identity.id());
        } else {
            json.append('"').append(identity.id().replace("\"", "\\\"")).append('"');
        }
    }

    private static void numbers(StringBuilder json, Form form, IntFunction<String> element) {
        if (form.depth == 0) {
            json.append(element.apply(0));
        } else if (form.depth == 1) {
            list(json, form.columns, element);
        } else {
            list(json, form.rows, row -> {
                StringBuilder inner = new StringBuilder();
                list(inner, form.columns, column -> element.apply(row * form.columns + column));
                return inner.toString();
            });
        }
    }

    private static void list(StringBuilder json, int length, IntFunction<String> element) {
        json.append('[');
        for (int i = 0; i < length; i++) {
            json.append(i == 0 ? "" : ",").append(element.apply(i));
        }
        json.append(']');
    }
}
