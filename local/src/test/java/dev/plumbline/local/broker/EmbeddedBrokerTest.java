package dev.plumbline.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void keepsAddressAndRecordsOverARestartAndLeavesNothingBehind() throws Exception {
        int port = LoopbackPorts.free(1).get(0);
        try (EmbeddedBroker broker = EmbeddedBroker.start(port, folder)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            broker.createTopic("predictions", 2);

            produce(broker, "predictions", 0, "before");
            broker.restart();
            produce(broker, "predictions", 1, "after");

            assertThat(consume(broker, "predictions", 2)).containsExactlyInAnyOrder("before", "after");
            assertThatThrownBy(() -> broker.createTopic("predictions", 1))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("The topic 'predictions' could not be created: it exists already");
            broker.createTopics(Map.of("one", 1, "two", 2));
            produce(broker, "one", 0, "1");
            produce(broker, "two", 1, "2");
            assertThat(consume(broker, "two", 1)).containsExactly("2");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThat(LoopbackPorts.isFree(port)).isTrue();
    }

    @Test
    void refusesATakenPortInOneSentence() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(other.getLocalPort(), folder))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("The embedded broker cannot listen on 127.0.0.1:" + other.getLocalPort()
                            + " because another program does; stop that program or choose another port.");
        }
    }

    @Test
    void refusesAFolderThatCannotBeWrittenInOneSentence() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        int port = LoopbackPorts.free(1).get(0);
        assertThatThrownBy(() -> EmbeddedBroker.start(port, file))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("The embedded broker cannot write its data below " + file)
                .hasMessageEndingWith("choose another folder with -Djava.io.tmpdir=FOLDER.");
    }

    @Test
    void isClosedOnceAndForAll() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        broker.close();
        broker.close();
        assertThatThrownBy(broker::restart)
                .isInstanceOf(BrokerException.class)
                .hasMessageEndingWith("is closed; start a new one.");
    }

    private static void produce(EmbeddedBroker broker, String topic, int partition, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
        }
    }

    private static List<String> consume(EmbeddedBroker broker, String topic, int count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (values.size() < count && System.nanoTime() - deadline < 0) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
