package dev.plumbline.job.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Two logs of one partition each, line by line.
 *
 * @param predictions the values of the predictions
 * @param labels the values of the labels
 */
record WrittenLogs(List<String> predictions, List<String> labels) implements Logs {

    @Override
    public int partitions(String topic) {
        return 1;
    }

    @Override
    public int size(String topic, int partition) {
        return of(topic).size();
    }

    @Override
    public Sent at(String topic, int partition, int offset) {
        return new Sent(0, null, of(topic).get(offset).getBytes(UTF_8));
    }

    private List<String> of(String topic) {
        return topic.equals(LABELS) ? labels : predictions;
    }
}
