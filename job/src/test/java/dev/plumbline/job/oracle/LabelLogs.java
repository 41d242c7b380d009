package dev.plumbline.job.oracle;

import dev.plumbline.job.oracle.LabelTraffic.Arrival;
import java.util.Arrays;
import java.util.List;

/** {@link LabelTraffic} in partitions in which records are out of order as far as was asked for. */
public final class LabelLogs implements Logs {

    /** Numbers of identities from here on are those of the first and the last records of partitions. */
    private static final int FRAME = 1 << 28;

    private static final int SHARES = 4;

    private static final long FIRST = LabelTraffic.START - 60_000;

    /** No event is so long before the first. */
    private static final long LONG_BEFORE = 1L << 36;

    private final Identity.Kind kind;
    private final RecordWriter writer;
    private final Log predictions;
    private final Log labels;

    LabelLogs(Identity.Kind kind, List<Planned> records, long end, Arrival arrival) {
        this.kind = kind;
        this.writer = new RecordWriter(kind);
        predictions = new Log(arrival.predictionPartitions(), records.size());
        labels = new Log(arrival.labelPartitions(), records.size());
        begin();
        deal(records, arrival);
        if (arrival.hasSilence()) {
            for (int partition = 0; partition < arrival.predictionPartitions(); partition++) {
                predictions.add(partition, Planned.prediction(FRAME + partition, 0, end, 0), end);
            }
            for (int partition = 0; partition < arrival.labelPartitions(); partition++) {
                labels.add(partition, Planned.label(FRAME + partition, 0, end, 0), end);
            }
        }
    }

    @Override
    public int partitions(String topic) {
        return log(topic).sizes.length;
    }

    @Override
    public int size(String topic, int partition) {
        return log(topic).sizes[partition];
    }

    /** Writes the record; the same bytes whenever it is asked. */
    @Override
    public Sent at(String topic, int partition, int offset) {
        Planned record = planned(topic, partition, offset);
        long arrived = log(topic).arrived[partition][offset];
        return new Sent(writer.isTimeless(record) ? record.time() : arrived, writer.key(record), writer.value(record));
    }

    @Override
    public int share(String topic, int partition, int offset) {
        return planned(topic, partition, offset).identity() % SHARES;
    }

    @Override
    public int shares() {
        return SHARES;
    }

    Planned planned(String topic, int partition, int offset) {
        return log(topic).records[partition][offset];
    }

    private Log log(String topic) {
        return topic.equals(LABELS) ? labels : predictions;
    }

    /** Each partition of predictions begins with every model, so that whose a broken record is does not depend on the order. */
    private void begin() {
        for (int partition = 0; partition < predictions.sizes.length; partition++) {
            int number = FRAME + 1_000 * (1 + partition);
            for (String model : Identity.MODELS) {
                while (!new Identity(kind, number).model(0).equals(model)) {
                    number++;
                }
                predictions.add(partition, Planned.prediction(number, 0, FIRST, 0), FIRST);
            }
        }
    }

    private void deal(List<Planned> records, Arrival arrival) {
        // The time of arrival, and in the low bits the index of the record.
        long[] keys = new long[records.size()];
        int bits = Long.SIZE - Long.numberOfLeadingZeros(keys.length);
        for (int i = 0; i < keys.length; i++) {
            long delay = Long.remainderUnsigned(Mix.of(kind.seed(), i, 1), arrival.outOfOrderness() + 1);
            keys[i] = ((records.get(i).time() + delay - LabelTraffic.START + LONG_BEFORE) << bits) | i;
        }
        Arrays.sort(keys);
        for (long key : keys) {
            int i = (int) (key & ((1L << bits) - 1));
            Planned record = records.get(i);
            Log log = record.isLabel() ? labels : predictions;
            long spread = arrival.byId() ? Mix.of(kind.seed(), record.identity(), 2) : Mix.of(kind.seed(), i, 2);
            log.add(Mix.below(log.sizes.length, spread), record, (key >>> bits) - LONG_BEFORE + LabelTraffic.START);
        }
    }

    /** The records of one topic, and when they came. */
    private static final class Log {
        private final Planned[][] records;
        private final long[][] arrived;
        private final int[] sizes;

        Log(int partitions, int expected) {
            records = new Planned[partitions][expected / partitions];
            arrived = new long[partitions][expected / partitions];
            sizes = new int[partitions];
        }

        void add(int partition, Planned record, long at) {
            int size = sizes[partition]++;
            if (size == records[partition].length) {
                records[partition] = Arrays.copyOf(records[partition], size + size / 2 + 16);
                arrived[partition] = Arrays.copyOf(arrived[partition], size + size / 2 + 16);
            }
            records[partition][size] = record;
            arrived[partition][size] = at;
        }
    }
}
