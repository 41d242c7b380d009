package dev.plumbline.bench.verb;

import dev.plumbline.bench.topic.Layout;
import dev.plumbline.bench.topic.RecordStream;
import dev.plumbline.bench.topic.TopicPlan;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Some records of each shape: enough that no branch predictor learns them by heart, few enough to stay in the cache. */
final class SampleRecords {
    /** How many there are of each shape, a power of 2. */
    static final int COUNT = 1024;

    private static final long SEED = 20_261_125;

    private SampleRecords() {}

    /** Records of a layout, as the topics hold them. */
    static byte[][] of(Layout layout) {
        TopicPlan plan = TopicPlan.zipf("verbs", COUNT, SEED).withLayout(layout).withShares(1);
        RecordStream stream = new RecordStream(plan, 0);
        byte[][] records = new byte[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            records[i] = stream.next();
        }
        return records;
    }

    /** Default records whose predictions have 17 digits, as a double needs them. */
    static byte[][] ofManyDigits() {
        SplittableRandom random = new SplittableRandom(SEED);
        return changed("(\"y_pred\":0\\.\\d{6})", () -> "$1%011d".formatted(random.nextLong(100_000_000_000L)));
    }

    /** Default records whose prediction is out of range. */
    static byte[][] rejected() {
        return changed("\"y_pred\":0", () -> "\"y_pred\":1");
    }

    private static byte[][] changed(String pattern, Supplier<String> replacement) {
        byte[][] records = of(Layout.DEFAULT);
        for (int i = 0; i < COUNT; i++) {
            records[i] = new String(records[i], StandardCharsets.UTF_8)
                    .replaceFirst(pattern, replacement.get())
                    .getBytes(StandardCharsets.UTF_8);
        }
        return records;
    }
}
