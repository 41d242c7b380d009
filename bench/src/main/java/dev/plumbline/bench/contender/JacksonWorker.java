package dev.plumbline.bench.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.plumbline.bench.topic.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a good engineer writes without an engine: Jackson's streaming parser, a map per minute, plain double sums. It checks
 * its fields; it has no lateness, no watermark, no checkpoint, no dead letters, and its sums depend on the order.
 */
final class JacksonWorker implements PlainWorker {
    private static final class Totals {
        private long records;
        private double weightedSum;
        private double weightCount;
    }

    private final JsonFactory json = new JsonFactory();
    private final BareFields fields;
    private final long size;
    private final Map<Long, Map<String, Totals>> windows = new HashMap<>();

    // Records come mostly in order, so the last window is mostly the next one.
    private long openStart = Long.MIN_VALUE;
    private Map<String, Totals> open = new HashMap<>();
    private long rejected;

    JacksonWorker(Task task) {
        if (!task.window().isTumbling()) {
            throw new IllegalArgumentException("the bare consumer knows tumbling windows only");
        }
        this.fields = task.layout() == Layout.FOREIGN ? new ForeignFields() : new DefaultFields();
        this.size = task.window().size().toMillis();
    }

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record) {
        if (!read(record.value())) {
            rejected++;
            return;
        }
        long start = fields.time - Math.floorMod(fields.time, size);
        if (start != openStart) {
            open = windows.computeIfAbsent(start, unseen -> new HashMap<>());
            openStart = start;
        }
        Totals totals = open.get(fields.model);
        if (totals == null) {
            totals = new Totals();
            open.put(fields.model, totals);
        }
        double likelihood = fields.label == 1 ? fields.prediction : 1 - fields.prediction;
        totals.records++;
        totals.weightedSum -= fields.weight * Math.log(likelihood);
        totals.weightCount += fields.weight;
    }

    private boolean read(byte[] value) {
        fields.clear();
        try (JsonParser parser = json.createParser(value)) {
            fields.read(parser);
            return fields.valid();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void merge(PlainWorker other) {
        JacksonWorker that = (JacksonWorker) other;
        rejected += that.rejected;
        that.windows.forEach((start, models) -> models.forEach((model, totals) -> {
            Totals mine = windows.computeIfAbsent(start, unseen -> new HashMap<>())
                    .computeIfAbsent(model, unseen -> new Totals());
            mine.records += totals.records;
            mine.weightedSum += totals.weightedSum;
            mine.weightCount += totals.weightCount;
        }));
    }

    @Override
    public List<PeerRow> rows() {
        if (rejected > 0) {
            throw new UncheckedIOException(new IOException(rejected + " records were rejected, and all are valid"));
        }
        List<PeerRow> rows = new ArrayList<>();
        windows.forEach((start, models) -> models.forEach((model, totals) -> rows.add(
                new PeerRow(model, start, start + size, totals.records, totals.weightedSum, totals.weightCount))));
        return rows;
    }
}
