package dev.plumbline.job.oracle;

import dev.plumbline.serde.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For which reasons each record of the logs became a dead letter, and how often for each: up to three times, or more than that. */
public final class Fates {

    /** A record's fates are one number, with two bits for each reason: a million records must not cost a million lists. */
    private static final int BITS = 2;

    private static final int MOST = (1 << BITS) - 1;
    private static final List<ReasonCode> REASONS = List.of(ReasonCode.values());
    private static final int SHOWN = 10;

    private final Map<String, long[][]> places = new HashMap<>();

    /** No dead letter of these logs so far. */
    public Fates(Logs logs) {
        for (String topic : Logs.TOPICS) {
            long[][] partitions = new long[logs.partitions(topic)][];
            for (int partition = 0; partition < partitions.length; partition++) {
                partitions[partition] = new long[logs.size(topic, partition)];
            }
            places.put(topic, partitions);
        }
    }

    /** Takes what became of a record. */
    interface Visitor {
        void visit(String topic, int partition, int offset, ReasonCode reason, int times);
    }

    /** Takes note of a dead letter. */
    public void add(String topic, int partition, long offset, ReasonCode reason) {
        long[] fates = of(topic)[partition];
        int at = (int) offset;
        fates[at] = add(fates[at], REASONS.indexOf(reason));
    }

    private static long add(long fates, int reason) {
        return times(fates, reason) == MOST ? fates : fates + (1L << (BITS * reason));
    }

    private static int times(long fates, int reason) {
        return (int) (fates >>> (BITS * reason)) & MOST;
    }

    /** The records that differ, some of them, as a text each. */
    public List<String> differences(Fates other) {
        List<String> differences = new ArrayList<>();
        for (String topic : Logs.TOPICS) {
            for (int partition = 0; partition < of(topic).length; partition++) {
                long[] here = of(topic)[partition];
                long[] there = other.of(topic)[partition];
                for (int offset = 0; offset < here.length && differences.size() < SHOWN; offset++) {
                    if (here[offset] != there[offset]) {
                        differences.add(topic + " " + partition + "@" + offset + ": " + text(here[offset]) + ", not "
                                + text(there[offset]));
                    }
                }
            }
        }
        return differences;
    }

    /** Tells of each record why and how often it became a dead letter. */
    void forEach(Visitor visitor) {
        places.forEach((topic, partitions) -> {
            for (int partition = 0; partition < partitions.length; partition++) {
                for (int offset = 0; offset < partitions[partition].length; offset++) {
                    for (int reason = 0; reason < REASONS.size(); reason++) {
                        int times = times(partitions[partition][offset], reason);
                        if (times > 0) {
                            visitor.visit(topic, partition, offset, REASONS.get(reason), times);
                        }
                    }
                }
            }
        });
    }

    /** The same of logs that go on after these. */
    public Fates in(Logs longer) {
        Fates copy = new Fates(longer);
        places.forEach((topic, partitions) -> {
            for (int partition = 0; partition < partitions.length; partition++) {
                long[] fates = partitions[partition];
                System.arraycopy(fates, 0, copy.of(topic)[partition], 0, fates.length);
            }
        });
        return copy;
    }

    /** The same with one letter where there are several of one record for one reason, as a sink that repeats may leave it. */
    public Fates distinct(Logs logs) {
        Fates distinct = in(logs);
        for (long[][] partitions : distinct.places.values()) {
            for (long[] fates : partitions) {
                for (int offset = 0; offset < fates.length; offset++) {
                    fates[offset] = distinct(fates[offset]);
                }
            }
        }
        return distinct;
    }

    private static long distinct(long fates) {
        long distinct = 0;
        for (int reason = 0; reason < REASONS.size(); reason++) {
            distinct = times(fates, reason) == 0 ? distinct : add(distinct, reason);
        }
        return distinct;
    }

    private long[][] of(String topic) {
        return places.getOrDefault(topic, new long[0][]);
    }

    private static List<String> text(long fates) {
        List<String> text = new ArrayList<>();
        for (int reason = 0; reason < REASONS.size(); reason++) {
            for (int i = 0; i < times(fates, reason); i++) {
                text.add(REASONS.get(reason).code());
            }
        }
        return text;
    }
}
