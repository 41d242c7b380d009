package dev.plumbline.bench.topic;

import java.util.SplittableRandom;

/**
 * A ranking service's audit record: what is wanted lies deep, a name has an escape, numbers have 17 digits, and most of the
 * bytes are about something else.
 */
final class ForeignLayout implements RecordLayout {
    private static final byte[] MODEL = Ascii.of("{\"meta\":{\"svc\":\"rankers\\/m");
    private static final byte[] TIME = Ascii.of("\",\"build\":412,\"host\":\"rank-eu-3.internal\",\"ts\":");
    private static final byte[] REQUEST = Ascii.of("},\"req\":{\"id\":\"");
    private static final byte[] PATH =
            Ascii.of("\",\"path\":\"\\/v2\\/rank?q=\\u00e9t\\u00e9+caf\\u00e9&n=20\",\"agent\":"
                    + "\"Mozilla\\/5.0 (X11; Linux x86_64)\",\"tags\":[\"exp-17\",\"holdout\",\"eu\"],\"geo\":{\"country\":\"FR\","
                    + "\"lat\":48.856613999999998,\"lon\":2.3522219000000001}},\"scores\":[0.");
    private static final byte[] SECOND = Ascii.of(",0.");
    private static final byte[] TRUE = Ascii.of("],\"outcome\":true,\"w\":");
    private static final byte[] FALSE = Ascii.of("],\"outcome\":false,\"w\":");
    private static final byte[] END = Ascii.of(",\"trace\":null}");

    private static final long MORE_DIGITS = 100_000_000_000L;
    private static final long UNIT = 1_000_000 * MORE_DIGITS;
    private static final int DIGITS = 17;

    private final Ascii bytes = new Ascii();

    @Override
    public byte[] record(
            int model, long id, long time, long prediction, boolean label, byte[] weight, SplittableRandom random) {
        long precise = prediction * MORE_DIGITS + random.nextLong(MORE_DIGITS);
        return bytes.clear()
                .text(MODEL)
                .number(model, 5)
                .text(TIME)
                .number(time, 13)
                .text(REQUEST)
                .number(id, 8)
                .text(PATH)
                .number(UNIT - precise, DIGITS)
                .text(SECOND)
                .number(precise, DIGITS)
                .text(label ? TRUE : FALSE)
                .text(weight)
                .text(END)
                .copy();
    }
}
