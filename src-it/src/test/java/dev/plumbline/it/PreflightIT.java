package dev.plumbline.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
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
            ledger: {kafka: {topic: preflight.ledger}}
            """;

    @Test
    void namesEveryMissingTopicAtOnce(Deployment deployment) {
        assertRefused(
                deployment,
                CONFIG.replace("preflight.", "nowhere.").formatted(deployment.bootstrapServers()),
                "source.kafka.topics: topic \\\"nowhere.in\\\" at " + deployment.bootstrapServers()
                        + " does not exist; create it with kafka-topics --create --topic nowhere.in, or correct the name.",
                "reports.kafka.topic: topic \\\"nowhere.out\\\"",
                "dead_letters.kafka.topic: topic \\\"nowhere.dead\\\"",
                "ledger.kafka.topic: topic \\\"nowhere.ledger\\\"");
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
                        + ": this user lacks the right to [READ]; grant it with kafka-acls --add --allow-principal User:... --operation Read --topic"
                        + " preflight.in",
                "reports.kafka.topic: topic \\\"preflight.out\\\" at " + deployment.bootstrapServers()
                        + ": this user lacks the right to [WRITE]; grant it with kafka-acls --add --allow-principal User:... --operation Write --topic"
                        + " preflight.out");
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

    @Test
    void namesACompactedDeadLetterTopicAndForbiddenTransactionalIds(Deployment deployment) throws Exception {
        deployment.topics().create("strict.in", 1);
        deployment.topics().create("strict.out", 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("strict.dead", 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "50000"))))
                    .all()
                    .get();
            AccessControlEntry nobody = new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.DENY);
            AclBinding denial = new AclBinding(
                    new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "strict-reports", PatternType.PREFIXED), nobody);
            admin.createAcls(List.of(denial)).all().get();
            // The job asks the same broker a moment later, which has applied the rule by then.
            Await.until("the rule on strict-reports", () -> isForbidden(admin, "strict-reports-7"));
        }

        assertRefused(
                deployment,
                CONFIG.replace("preflight", "strict").formatted(deployment.bootstrapServers()),
                "reports.kafka.delivery: this user may not use transactional ids that begin with \\\"strict-reports\\\" at "
                        + deployment.bootstrapServers()
                        + "; set reports.kafka.delivery: at_least_once, or grant Write and Describe on them with"
                        + " kafka-acls --add --allow-principal User:... --operation Describe --operation Write --transactional-id strict-reports"
                        + " --resource-pattern-type prefixed",
                "dead_letters.kafka.topic: topic \\\"strict.dead\\\" at " + deployment.bootstrapServers()
                        + " is compacted (cleanup.policy is compact)",
                "takes records of at most 50000 bytes (max.message.bytes), but dead letters may have 1048576");
    }

    private static boolean isForbidden(Admin admin, String transactionalId) {
        try {
            admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TransactionalIdAuthorizationException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
