package dev.plumbline.bench.topic;

import java.util.SplittableRandom;

/** Plumbline's default record, compact, with its label or without. */
final class DefaultLayout implements RecordLayout {
    static final int MODEL_DIGITS = 5;
    static final int ID_DIGITS = 8;
    static final int TIME_DIGITS = 13;
    private static final int DECIMALS = 6;

    private static final byte[] MODEL = Ascii.of("{\"model\":\"m");
    private static final byte[] ID = Ascii.of("\",\"version\":\"7\",\"id\":\"");
    private static final byte[] TIME = Ascii.of("\",\"time\":");
    private static final byte[] PREDICTION = Ascii.of(",\"y_pred\":0.");
    private static final byte[] TRUE = Ascii.of(",\"y_true\":1");
    private static final byte[] FALSE = Ascii.of(",\"y_true\":0");
    private static final byte[] NO_LABEL = {};
    private static final byte[] WEIGHT = Ascii.of(",\"sample_weight\":");
    private static final byte[] SLICES = Ascii.of(",\"slices\":{");
    private static final byte[] END = Ascii.of("}}");

    /** Each attribute with its values, ready to be written; the first one is the one of the smallest record. */
    private static final byte[][][] ATTRIBUTES = {
        members("", "country", "CN", "US", "DE", "FR", "BR", "IN", "JP", "KE"),
        members(",", "device", "phone", "tablet", "desktop"),
        members(",", "channel", "search", "mail", "feed", "direct"),
        members(",", "cohort", "a", "b")
    };

    private final int attributes;
    private final boolean labelled;
    private final Ascii bytes = new Ascii();

    DefaultLayout(int attributes, boolean labelled) {
        this.attributes = attributes;
        this.labelled = labelled;
    }

    @Override
    public byte[] record(
            int model, long id, long time, long prediction, boolean label, byte[] weight, SplittableRandom random) {
        bytes.clear()
                .text(MODEL)
                .number(model, MODEL_DIGITS)
                .text(ID)
                .number(id, ID_DIGITS)
                .text(TIME)
                .number(time, TIME_DIGITS)
                .text(PREDICTION)
                .number(prediction, DECIMALS)
                .text(labelled ? label ? TRUE : FALSE : NO_LABEL)
                .text(WEIGHT)
                .text(weight)
                .text(SLICES);
        for (int i = 0; i < attributes; i++) {
            bytes.text(ATTRIBUTES[i][random.nextInt(ATTRIBUTES[i].length)]);
        }
        return bytes.text(END).copy();
    }

    private static byte[][] members(String comma, String name, String... values) {
        byte[][] members = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            members[i] = Ascii.of("%s\"%s\":\"%s\"".formatted(comma, name, values[i]));
        }
        return members;
    }
}
