package dev.plumbline.job.fuzz;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must become of the traffic, told from what was meant: partition after partition in order, with sets of texts and a clock,
 * and nothing of the job but the metric.
 */
final class Reference {

    static final long WINDOW = 10_000;
    static final long OUT_OF_ORDERNESS = 2_000;
    static final long ALLOWED_LATENESS = 4_000;
    private static final String OVERFLOW_COUNTRY = "{overflow=country}";
    private static final String OVERFLOW_BOTH = "{overflow=country,device}";
    private static final String OVERFLOW_OUTPUT = "{overflow=output}";

    /** A series' sums in one window. */
    static final class Sum {
        final BinaryCrossentropyAccumulator loss =
                new BinaryCrossentropyAccumulator(BinaryCrossentropyConfig.defaults());
        long records;
    }

    private final HostileTraffic traffic;
    private final int limit;
    private final int sliceLimit;
    private final String[][] reasons;
    private final Map<String, Sum> sums = new HashMap<>();
    private final Map<String, Long> reasonCounts = new TreeMap<>();
    private final Set<String> models = new HashSet<>();
    private final Set<String> strangers = new HashSet<>();
    private long unattributed;
    private int mostNames;
    private long overflowing;

    Reference(HostileTraffic traffic, int partitions, int recordsPerPartition, int limit, int sliceLimit) {
        this.traffic = traffic;
        this.limit = limit;
        this.sliceLimit = sliceLimit;
        this.reasons = new String[partitions][recordsPerPartition];
        for (int partition = 0; partition < partitions; partition++) {
            read(partition, recordsPerPartition);
        }
    }

    private void read(int partition, int records) {
        long largest = Long.MIN_VALUE;
        Names names = new Names();
        for (int offset = 0; offset < records; offset++) {
            HostileTraffic.Meant meant = traffic.meant(partition, offset);
            Event event = meant.event();
            String reason = meant.hostility().map(Hostility::reason).orElse("");
            boolean named = meant.hostility().map(Hostility::namesItsModel).orElse(true);
            if (reason.isEmpty()) {
                strangers.add(event.model());
                long paneEnd = Math.floorDiv(event.time(), WINDOW) * WINDOW + WINDOW;
                if (event.time() <= largest && paneEnd + ALLOWED_LATENESS <= largest - OUT_OF_ORDERNESS) {
                    reason = "late";
                } else if (!names.admit(event)) {
                    reason = "too_many_series";
                }
            }
            if (reason.isEmpty()) {
                largest = Math.max(largest, event.time());
                models.add(event.model());
                count(event, names);
            } else {
                reasonCounts.merge(reason, 1L, Long::sum);
                boolean known = named && names.texts.contains(event.model());
                unattributed += known || reason.equals("too_many_series") ? 0 : 1;
            }
            reasons[partition][offset] = reason;
        }
        mostNames = Math.max(mostNames, names.texts.size());
    }

    /** What one partition has brought. */
    private final class Names {
        final Set<String> texts = new HashSet<>();
        private final Map<String, Integer> slicesBeside = new HashMap<>();

        boolean admit(Event event) {
            String version = event.model() + "|" + event.version();
            Set<String> needed = new HashSet<>(Set.of(
                    event.model(),
                    version + "|{}",
                    version + "|" + OVERFLOW_COUNTRY,
                    version + "|" + OVERFLOW_BOTH,
                    version + "|" + OVERFLOW_OUTPUT));
            needed.removeAll(texts);
            if (texts.size() + needed.size() > limit) {
                return false;
            }
            texts.addAll(needed);
            return true;
        }

        /** The slice itself if there is room for it, else the one that overflows. */
        String slice(Event event, String slice, String overflow) {
            String version = event.model() + "|" + event.version() + "|";
            if (texts.contains(version + slice)) {
                return slice;
            }
            int beside = slicesBeside.getOrDefault(version + overflow, 0);
            if (beside >= sliceLimit || texts.size() >= limit) {
                return overflow;
            }
            slicesBeside.put(version + overflow, beside + 1);
            texts.add(version + slice);
            return slice;
        }
    }

    private void count(Event event, Names names) {
        long start = Math.floorDiv(event.time(), WINDOW) * WINDOW;
        for (String slice : slices(event, names)) {
            overflowing += slice.equals(OVERFLOW_COUNTRY) ? 1 : 0;
            Sum sum = sums.computeIfAbsent(key(event.model(), event.version(), slice, start), key -> new Sum());
            sum.loss.update(event.yTrue(), event.yPred(), event.weight());
            sum.records++;
        }
    }

    /** Everyone, and the slices by country, by country and device, and by the one output that the event counts in. */
    private static Set<String> slices(Event event, Names names) {
        Set<String> slices = new HashSet<>(Set.of("{}"));
        if (event.country() != null) {
            slices.add(names.slice(event, "{country=" + event.country() + "}", OVERFLOW_COUNTRY));
        }
        if (event.country() != null && event.device() != null) {
            String both = "{country=" + event.country() + ", device=" + event.device() + "}";
            slices.add(names.slice(event, both, OVERFLOW_BOTH));
        }
        slices.add(names.slice(event, "{output=click}", OVERFLOW_OUTPUT));
        return slices;
    }

    static String key(String model, String version, String slice, long start) {
        return model + "|" + version + "|" + slice + "|" + start;
    }

    /** The sums by series and start of the window. */
    Map<String, Sum> sums() {
        return sums;
    }

    /** The code of the reason for which the record must be refused; empty if it must be counted. */
    String reason(int partition, int offset) {
        return reasons[partition][offset];
    }

    /** How many records must be refused, by reason. */
    Map<String, Long> reasonCounts() {
        return reasonCounts;
    }

    /** The models of which a record must be counted. */
    Set<String> models() {
        return models;
    }

    /** How many refused records must be in the account of nobody in particular. */
    long unattributed() {
        return unattributed;
    }

    /** How many different models the valid records name. */
    int modelsInTraffic() {
        return strangers.size();
    }

    /** How many records must be counted in an overflow slice by country. */
    long overflowing() {
        return overflowing;
    }

    /** The most names that one partition has brought. */
    int mostNames() {
        return mostNames;
    }
}
