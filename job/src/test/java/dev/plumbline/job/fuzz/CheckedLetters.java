package dev.plumbline.job.fuzz;

import dev.plumbline.serde.deadletter.DeadLetter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A sink for dead letters that keeps none: it compares each with the record at its place, made once more, and with the reason that
 * it must have, and counts how often each place was named.
 */
final class CheckedLetters implements Sink<DeadLetter> {

    private static final Map<String, Check> CHECKS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    private record Check(
            HostileTraffic traffic,
            Reference reference,
            List<AtomicIntegerArray> seen,
            AtomicReference<String> firstFlaw) {

        void check(DeadLetter letter) {
            int offset = (int) letter.offset();
            seen.get(letter.partition()).incrementAndGet(offset);
            ConsumerRecord<byte[], byte[]> record = traffic.at(letter.partition(), offset);
            String expected = reference.reason(letter.partition(), offset);
            String reason = letter.rejection().reason().code();
            boolean same = reason.equals(expected)
                    && Arrays.equals(letter.key(), record.key())
                    && Arrays.equals(letter.value(), record.value())
                    && letter.topic().equals(record.topic())
                    && letter.timestamp() == record.timestamp()
                    && !letter.rejection().message().isEmpty();
            if (!same) {
                firstFlaw.compareAndSet(
                        null,
                        "partition " + letter.partition() + " offset " + offset + " is " + reason + " and not "
                                + expected + ", or not untouched: "
                                + letter.rejection().message() + "; meant "
                                + traffic.meant(letter.partition(), offset));
            }
        }
    }

    CheckedLetters(HostileTraffic traffic, Reference reference, int partitions, int recordsPerPartition) {
        List<AtomicIntegerArray> seen = IntStream.range(0, partitions)
                .mapToObj(partition -> new AtomicIntegerArray(recordsPerPartition))
                .toList();
        CHECKS.put(id, new Check(traffic, reference, seen, new AtomicReference<>()));
    }

    /** What was wrong with a letter; null if they are all as they must be. */
    @Nullable
    String firstFlaw() {
        return CHECKS.get(id).firstFlaw.get();
    }

    /** How often a letter of this place has come. */
    int letters(int partition, int offset) {
        return CHECKS.get(id).seen.get(partition).get(offset);
    }

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
        Check check = CHECKS.get(id);
        return new SinkWriter<>() {
            @Override
            public void write(DeadLetter letter, Context writerContext) {
                check.check(letter);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
