package dev.plumbline.bench.contender;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one thread of plain consumers does with its records. Not thread-safe. */
interface PlainWorker {
    /** Takes a record in. */
    void add(ConsumerRecord<byte[], byte[]> record);

    /** Takes over what another worker of the same kind has found. */
    void merge(PlainWorker other);

    /** The results so far. */
    List<PeerRow> rows();
}
