package dev.plumbline.it;

import dev.plumbline.job.oracle.LabelTraffic;
import dev.plumbline.job.oracle.Logs;
import dev.plumbline.job.oracle.Logs.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic of predictions and one of labels that are filled portion by portion, and then with what is of now. */
final class DelayedTopics {

    /** The model of predictions and labels of now. */
    static final String PRESENT = "present";

    /** The model of the records that come last and let time pass; nothing becomes of them. */
    private static final String CLOSING = "closing";

    private static final long HOUR = 3_600_000;

    private final Topics topics;
    private final String job;
    private final Logs logs;
    private final Map<String, Integer> portions = new HashMap<>();
    private long now = LabelTraffic.START;
    private long present;
    private long closing;

    /** Creates both, empty, for the job of this name. */
    DelayedTopics(Topics topics, String job, Logs logs) {
        this.topics = topics;
        this.job = job;
        this.logs = logs;
        for (String topic : Logs.TOPICS) {
            topics.create(job + "." + topic, logs.partitions(topic));
            portions.put(topic, 0);
        }
    }

    /** Sends the next third of a topic, partition by partition. */
    void sendNextThird(String topic) {
        int portion = portions.merge(topic, 1, Integer::sum);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < logs.partitions(topic); partition++) {
            long size = logs.size(topic, partition);
            for (int offset = (int) (size * (portion - 1) / 3); offset < size * portion / 3; offset++) {
                Sent sent = logs.at(topic, partition, offset);
                records.add(
                        new ProducerRecord<>(job + "." + topic, partition, sent.timestamp(), sent.key(), sent.value()));
            }
        }
        topics.send(records);
    }

    /** Sends one record more to each partition of these topics, by which it is an hour after all others. */
    void letTimePass(String... ofThese) {
        now += HOUR;
        for (String topic : ofThese) {
            send(topic, CLOSING, now);
            closing += logs.partitions(topic);
        }
    }

    /** Makes a prediction of now in each partition, and returns how many that are. */
    int predictNow() {
        send(Logs.PREDICTIONS, PRESENT, now + 1_000);
        present += logs.partitions(Logs.PREDICTIONS);
        return logs.partitions(Logs.PREDICTIONS);
    }

    /** Sends labels of now, one in each partition, and returns for how many of the predictions of {@link #predictNow} they are. */
    int labelNow() {
        send(Logs.LABELS, PRESENT, now + 2_000);
        present += logs.partitions(Logs.LABELS);
        return logs.partitions(Logs.LABELS);
    }

    private void send(String topic, String model, long time) {
        String number = topic.equals(Logs.LABELS) ? "y_true" : "y_pred";
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < logs.partitions(topic); partition++) {
            String value =
                    "{\"model\":\"%s\",\"id\":\"%d\",\"time\":%d,\"%s\":1}".formatted(model, partition, time, number);
            records.add(Event.record(job + "." + topic, partition, time, value));
        }
        topics.send(records);
    }

    /** How many records were sent so far, those included by which time passes. */
    long sent() {
        long sent = closing + present;
        for (String topic : Logs.TOPICS) {
            for (int partition = 0; partition < logs.partitions(topic); partition++) {
                sent += (long) logs.size(topic, partition) * portions.getOrDefault(topic, 0) / 3;
            }
        }
        return sent;
    }

    /** How many records were sent by which time passes. */
    long closing() {
        return closing;
    }
}
