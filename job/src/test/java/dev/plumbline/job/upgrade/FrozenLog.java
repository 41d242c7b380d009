package dev.plumbline.job.upgrade;

import dev.plumbline.job.Records;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A log in whose middle the committed savepoints stand: out of order, with late and rejected records. It never changes, because
 * what comes after a savepoint must go on where that stopped.
 */
final class FrozenLog {

    private static final long SEED = 20_261_121;
    private static final int PARTITIONS = 4;
    private static final int RECORDS_PER_PARTITION = 300;
    private static final long START = 1_790_000_000_000L;

    private FrozenLog() {}

    /**
     * The records of each partition, in order.
     *
     * @param attributes how many of the attributes for slices each record has: country, device
     */
    static List<List<SourceRecord>> partitions(int attributes) {
        Random random = new Random(SEED);
        List<List<SourceRecord>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<SourceRecord> records = new ArrayList<>();
            for (int i = 0; i < RECORDS_PER_PARTITION; i++) {
                records.add(record(partition, i, random, attributes));
            }
            partitions.add(records);
        }
        return partitions;
    }

    /** How many records there are in all. */
    static long size() {
        return (long) PARTITIONS * RECORDS_PER_PARTITION;
    }

    private static SourceRecord record(int partition, int i, Random random, int attributes) {
        if (i % 50 == 25) {
            return Records.rejected(partition, i, ReasonCode.NOT_JSON);
        }
        if (i % 50 == 26) {
            return Records.rejected("model-0", partition, i, ReasonCode.LABEL_OUT_OF_RANGE);
        }
        long time = START + i * (200L + 10L * partition) + random.nextInt(1_500);
        if (random.nextInt(10) == 0) {
            time -= random.nextInt(30_000);
        }
        double probability = random.nextDouble();
        double label = random.nextDouble() < probability ? 1 : 0;
        SourceRecord record =
                Records.valid("model-" + random.nextInt(2), partition, i, time, label, probability, 0.5 * (1 + i % 3));
        String[] slices = {"c" + random.nextInt(2), "d" + random.nextInt(2)};
        record.prediction().setSliceValues(Arrays.copyOf(slices, attributes));
        return record;
    }
}
