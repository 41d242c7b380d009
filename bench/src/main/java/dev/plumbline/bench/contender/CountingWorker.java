package dev.plumbline.bench.contender;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts records, and their bytes so that somebody has looked at them. */
final class CountingWorker implements PlainWorker {
    private long records;
    private long bytes;

    CountingWorker(Task task) {
        if (task.parallelism() < 1) {
            throw new IllegalArgumentException("nobody reads");
        }
    }

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record) {
        records++;
        bytes += record.value().length;
    }

    @Override
    public void merge(PlainWorker other) {
        records += ((CountingWorker) other).records;
        bytes += ((CountingWorker) other).bytes;
    }

    /** One row without a window: all records. */
    @Override
    public List<PeerRow> rows() {
        return List.of(new PeerRow("", 0, 0, records, bytes, 0));
    }
}
