package dev.plumbline.local.html;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.List;
import java.util.Map;

/**
 * What the page of a replay tells beside the reports. Nothing in it depends on when or how fast the replay was run.
 *
 * @param job what the replay is called
 * @param source what was read: topics or a path
 * @param offsets how many offsets lie in the range; 0 for files
 * @param partitions in how many partitions; 0 for files
 * @param from where reading began, as it was asked for; empty for files
 * @param to where it ended, as it was asked for; empty for files
 * @param metric the loss
 * @param values the keys of the calibration metrics' values, in their order; empty for the loss alone
 * @param specs the names of the window specifications, in the order of the configuration
 * @param records how many predictions went where, by what the ledger calls it; where labels come on a topic of their own, {@code
 *     labels} says how many there were, and {@code labels_used} with how many of them predictions were counted
 * @param windows how many windows there are, by what is missing of them
 */
public record ReplayFacts(
        String job,
        String source,
        long offsets,
        int partitions,
        String from,
        String to,
        BinaryCrossentropyConfig metric,
        List<String> values,
        List<String> specs,
        Map<String, Long> records,
        Map<String, Long> windows) {}
