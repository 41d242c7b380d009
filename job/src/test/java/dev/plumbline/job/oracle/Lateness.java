package dev.plumbline.job.oracle;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records are late: those whose pane was over, and the allowed lateness too, by the clock of their own partition. The clock is the
 * largest time of a valid record that was not late, less the out-of-orderness.
 *
 * @param outOfOrderness in milliseconds
 * @param allowedLateness in milliseconds
 */
public record Lateness(long outOfOrderness, long allowedLateness) {

    /** The offsets of late records, by topic and partition. */
    Map<String, List<BitSet>> late(Logs logs, LabelOracle.Job job) {
        long pane = job.windows().stream()
                .mapToLong(window -> gcd(window.size(), window.step()))
                .reduce(0, Lateness::gcd);
        Map<String, List<BitSet>> late = new HashMap<>();
        for (String topic : Logs.TOPICS) {
            BitSet[] partitions = new BitSet[logs.partitions(topic)];
            for (int partition = 0; partition < partitions.length; partition++) {
                partitions[partition] = late(logs, topic, partition, pane, job.outputs());
            }
            late.put(topic, List.of(partitions));
        }
        return late;
    }

    private BitSet late(Logs logs, String topic, int partition, long pane, List<String> outputs) {
        BitSet late = new BitSet();
        long largest = Long.MIN_VALUE;
        for (int offset = 0; offset < logs.size(topic, partition); offset++) {
            RecordReader.Read read = RecordReader.read(topic, logs.at(topic, partition, offset), outputs);
            if (read.flaw() == null) {
                long paneEnd = Math.floorDiv(read.time(), pane) * pane + pane;
                if (read.time() < largest && paneEnd + allowedLateness <= largest - outOfOrderness) {
                    late.set(offset);
                } else {
                    largest = Math.max(largest, read.time());
                }
            }
        }
        return late;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
