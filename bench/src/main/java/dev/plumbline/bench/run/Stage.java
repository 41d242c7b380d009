package dev.plumbline.bench.run;

import dev.plumbline.bench.topic.Plan;
import dev.plumbline.bench.topic.TopicSize;
import dev.plumbline.bench.topic.TopicWriter;
import dev.plumbline.local.broker.EmbeddedBroker;
import dev.plumbline.local.engine.WorkFolder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker of a run, in this process, with its topics; and the folder in which everything is that the run leaves behind. */
public final class Stage implements AutoCloseable {
    private final WorkFolder work;
    private final EmbeddedBroker broker;
    private final Admin admin;
    private final TopicWriter writer;
    private final Map<String, TopicSize> written = new HashMap<>();

    /** Starts the broker, with its data in the given folder. */
    public Stage(WorkFolder work) {
        this.work = work;
        this.broker = EmbeddedBroker.start(work.path());
        this.writer = new TopicWriter(broker.bootstrapServers());
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    /** The broker's address. */
    public String brokers() {
        return broker.bootstrapServers();
    }

    /** The folder of the run. */
    public Path folder() {
        return work.path();
    }

    /** How much the topic of this plan holds; it is written now, and that is said, if it has not been before. */
    public TopicSize write(Plan plan, Progress progress) {
        TopicSize size = written.get(plan.name());
        if (size == null) {
            progress.say("writing " + plan.about());
            createTopic(plan.name(), plan.partitions());
            size = writer.write(plan);
            written.put(plan.name(), size);
        }
        return size;
    }

    /** Makes an empty topic. */
    public void createTopic(String name, int partitions) {
        broker.createTopic(name, partitions);
    }

    /** Deletes what was written for the run, apart from the topics that are still needed. */
    void keepOnly(Collection<String> needed) {
        List<String> unneeded =
                written.keySet().stream().filter(name -> !needed.contains(name)).toList();
        deleteTopics(unneeded);
        unneeded.forEach(written::remove);
    }

    /** Deletes topics. */
    public void deleteTopics(Collection<String> names) {
        try {
            admin.deleteTopics(names).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics " + names + " could not be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Stops writing topics: the run is being ended. From any thread. */
    public void cancel() {
        writer.cancel();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
