package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.it.Reference.WindowKey;
import dev.plumbline.it.Truth.Letter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What lacks and what is too much in the results, each with its name: final reports, revisions of a window (numbered from 0
 * without a gap), and dead letters.
 */
record Balance(List<String> missing, List<String> duplicate) {

    /** Compares what came with what must have come, each thing once. */
    static Balance of(
            Truth truth,
            List<ConsumerRecord<byte[], byte[]>> reports,
            List<ConsumerRecord<byte[], byte[]>> deadLetters) {
        Map<String, Integer> wanted = new TreeMap<>();
        Map<String, Integer> found = new TreeMap<>();
        truth.reports().keySet().forEach(key -> wanted.put("final " + key, 1));
        for (ConsumerRecord<byte[], byte[]> record : reports) {
            Report report = Report.of(record);
            if (report.isFinal() && !report.key().model().equals(Load.CLOSING)) {
                found.merge("final " + report.key(), 1, Integer::sum);
            }
        }
        countRevisions(reports, wanted, found);
        truth.deadLetters().forEach((letter, times) -> wanted.put(letter.toString(), times));
        deadLetters.forEach(record -> found.merge(letter(record).toString(), 1, Integer::sum));
        return new Balance(surplus(wanted, found), surplus(found, wanted));
    }

    private static void countRevisions(
            List<ConsumerRecord<byte[], byte[]>> reports, Map<String, Integer> wanted, Map<String, Integer> found) {
        Map<WindowKey, Integer> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : reports) {
            int revision = Integer.parseInt(header(record.headers(), "plumbline.revision"));
            WindowKey key = Report.of(record).key();
            newest.merge(key, revision, Math::max);
            found.merge("revision " + revision + " of " + key, 1, Integer::sum);
        }
        newest.forEach((key, last) -> {
            for (int revision = 0; revision <= last; revision++) {
                wanted.put("revision " + revision + " of " + key, 1);
            }
        });
    }

    /** The record that a dead letter stands for. */
    static Letter letter(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        return new Letter(
                header(headers, "plumbline.topic"),
                Integer.parseInt(header(headers, "plumbline.partition")),
                Long.parseLong(header(headers, "plumbline.offset")),
                header(headers, "plumbline.reason"));
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static List<String> surplus(Map<String, Integer> of, Map<String, Integer> over) {
        Set<String> names = new TreeSet<>(of.keySet());
        return names.stream()
                .filter(name -> of.get(name) > over.getOrDefault(name, 0))
                .collect(Collectors.toList());
    }
}
