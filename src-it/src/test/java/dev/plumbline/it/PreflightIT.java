package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Kafka lacks is a sentence in the answer to the submission, with the way out. */
@ExtendWith(Deployment.Resolver.class)
class PreflightIT {

    private static final String CONFIG = """
            job: preflight
            source: {kafka: {bootstrap_servers: "%s", topics: preflight.in}}
            reports: {kafka: {topic: preflight.out}}
            dead_letters: {kafka: {topic: preflight.dead}}
            """;

    @Test
    void namesEveryMissingTopicAtOnce(Deployment deployment) {
        assertRefused(
                deployment,
                CONFIG.replace("preflight.", "nowhere.").formatted(deployment.bootstrapServers()),
                "source.kafka.topics: topic \\\"nowhere.in\\\" at " + deployment.bootstrapServers()
                        + " does not exist; create it with kafka-topics --create --topic nowhere.in, or correct the name.",
                "reports.kafka.topic: topic \\\"nowhere.out\\\"",
                "dead_letters.kafka.topic: topic \\\"nowhere.dead\\\"");
    }

    @Test
    void namesAMissingRight(Deployment deployment) throws Exception {
        deployment.topics().create("preflight.in", 1);
        deployment.topics().create("preflight.out", 1);
        deployment.topics().create("preflight.dead", 1);
        deny(deployment, "preflight.in", AclOperation.READ);
        deny(deployment, "preflight.out", AclOperation.WRITE);

        assertRefused(
                deployment,
                CONFIG.formatted(deployment.bootstrapServers()),
                "source.kafka.topics: topic \\\"preflight.in\\\" at " + deployment.bootstrapServers()
                        + ": this user lacks the right to [READ]; grant it with kafka-acls.",
                "reports.kafka.topic: topic \\\"preflight.out\\\" at " + deployment.bootstrapServers()
                        + ": this user lacks the right to [WRITE]; grant it with kafka-acls.");
    }

    @Test
    void namesABrokerThatDoesNotAnswer(Deployment deployment) {
        assertRefused(
                deployment,
                CONFIG.formatted("127.0.0.1:1"),
                "source.kafka.bootstrap_servers: 127.0.0.1:1: no broker answers within 10 s; start it, or correct the address");
    }

    @Test
    void namesATransactionTimeoutThatTheBrokerRefuses(Deployment deployment) {
        deployment.topics().create("patient.in", 1);
        deployment.topics().create("patient.out", 1);
        deployment.topics().create("patient.dead", 1);

        assertRefused(
                deployment,
                CONFIG.replace("preflight.", "patient.")
                        .replace("topic: patient.out", "topic: patient.out, transaction_timeout: 1h")
                        .formatted(deployment.bootstrapServers()),
                "reports.kafka.transaction_timeout: 3600000 ms is more than the broker at "
                        + deployment.bootstrapServers() + " allows (transaction.max.timeout.ms is 900000)");
    }

    private static void assertRefused(Deployment deployment, String config, String... sentences) {
        assertThatThrownBy(() -> deployment.submit(config, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(sentences);
    }

    private static void deny(Deployment deployment, String topic, AclOperation operation) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
            AccessControlEntry everyone =
                    new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW);
            AccessControlEntry denial = new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY);
            admin.createAcls(List.of(new AclBinding(resource, everyone), new AclBinding(resource, denial)))
                    .all()
                    .get();
            Await.until("the rule on " + topic, () -> isDenied(admin, topic, operation));
        }
    }

    private static boolean isDenied(Admin admin, String topic, AclOperation operation) throws IOException {
        try {
            return !admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .authorizedOperations()
                    .contains(operation);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
