package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Delivery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** One Kafka cluster as one end of the job sees it; adds a sentence to the problems for everything that is missing there. */
final class KafkaEnd implements AutoCloseable {

    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private final String path;
    private final String servers;
    private final Duration patience;
    private final List<String> problems;
    private final @Nullable Admin admin;
    private @Nullable Node broker;

    private KafkaEnd(String path, String servers, Duration patience, List<String> problems, @Nullable Admin admin) {
        this.path = path;
        this.servers = servers;
        this.patience = patience;
        this.problems = problems;
        this.admin = admin;
    }

    static KafkaEnd open(String path, String servers, Properties properties, Duration patience, List<String> problems) {
        Properties adminProperties = new Properties();
        adminProperties.putAll(properties);
        adminProperties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        String millis = Long.toString(patience.toMillis());
        adminProperties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        adminProperties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        try {
            return new KafkaEnd(path, servers, patience, problems, Admin.create(adminProperties));
        } catch (KafkaException e) {
            problems.add(path + ": Kafka's client cannot be set up for " + servers + ": " + rootMessage(e)
                    + "; correct " + path + ".bootstrap_servers or " + path + ".properties.");
            return new KafkaEnd(path, servers, patience, problems, null);
        }
    }

    /** Says whether a broker answers; if not, that is noted. */
    boolean answers() {
        if (admin == null) {
            return false;
        }
        try {
            Collection<Node> nodes = await(admin.describeCluster().nodes());
            broker = nodes.stream().findFirst().orElse(null);
            return true;
        } catch (AuthenticationException e) {
            problem("the broker refuses the login: " + e.getMessage()
                    + "; check security.protocol, sasl.* and ssl.* under " + path + ".properties.");
        } catch (KafkaException | TimeoutException e) {
            problem("no broker answers within " + patience.toSeconds()
                    + " s; start it, or correct the address, or open the network to it. A broker that speaks TLS or SASL also stays"
                    + " silent until " + path + ".properties says so.");
        }
        return false;
    }

    void requireTopic(String option, String topic, Set<AclOperation> needed) {
        if (admin == null) {
            return;
        }
        String subject = path + "." + option + ": topic \"" + topic + "\" at " + servers;
        try {
            TopicDescription description = await(
                    admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .topicNameValues()
                            .get(topic));
            Set<AclOperation> missing = new TreeSet<>(needed);
            Set<AclOperation> granted = description.authorizedOperations();
            if (granted != null) {
                missing.removeAll(granted);
                if (!missing.isEmpty()) {
                    problems.add(subject + ": this user lacks the right to " + missing + "; grant it with kafka-acls.");
                }
            }
        } catch (UnknownTopicOrPartitionException e) {
            problems.add(subject + " does not exist; create it with kafka-topics --create --topic " + topic
                    + ", or correct the name.");
        } catch (InvalidTopicException e) {
            problems.add(subject + ": this is no valid topic name: " + e.getMessage() + ".");
        } catch (AuthorizationException e) {
            problems.add(subject + ": this user may not even see it; grant Describe and " + new TreeSet<>(needed)
                    + " with kafka-acls, or create the topic.");
        } catch (KafkaException | TimeoutException e) {
            problems.add(subject + " cannot be described: " + e.getMessage() + ".");
        }
    }

    /**
     * Notes what about the topic's settings would keep dead letters from being written.
     *
     * @param topic the topic
     * @param limit the largest record in bytes that the producer sends
     */
    void requireRoomForDeadLetters(String topic, int limit) {
        if (admin == null) {
            return;
        }
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Config config =
                    await(admin.describeConfigs(List.of(resource)).values().get(resource));
            String subject = path + ".topic: topic \"" + topic + "\" at " + servers;
            problems.addAll(new DeadLetterTopic(subject, path).problems(config, limit));
        } catch (KafkaException | TimeoutException e) {
            // Describing settings takes a right that the job does not need otherwise; the producer will say it then.
            return;
        }
    }

    /** Notes if the user may not use transactional ids with this prefix. The right to write implies the one to describe. */
    void requireTransactionalIds(String prefix) {
        if (admin == null) {
            return;
        }
        String any = prefix + "-0";
        try {
            await(admin.describeTransactions(List.of(any)).description(any));
        } catch (TransactionalIdAuthorizationException e) {
            problems.add(path + ".delivery: this user may not use transactional ids that begin with \"" + prefix
                    + "\" at " + servers + "; grant Write and Describe on them with kafka-acls --transactional-id "
                    + prefix
                    + " --resource-pattern-type prefixed, or set " + path + ".delivery: "
                    + Delivery.AT_LEAST_ONCE.id() + ".");
        } catch (KafkaException | TimeoutException e) {
            // An id that was never used is no problem, and neither is a broker that cannot describe it.
            return;
        }
    }

    void requireGroup(String group) {
        if (admin == null) {
            return;
        }
        try {
            ConsumerGroupDescription description = await(admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(group));
            Set<AclOperation> granted = description.authorizedOperations();
            if (granted != null && !granted.contains(AclOperation.READ)) {
                groupProblem(group);
            }
        } catch (GroupAuthorizationException e) {
            groupProblem(group);
        } catch (KafkaException | TimeoutException e) {
            // A group that does not exist yet is no problem, and neither is a broker that will not describe it.
            return;
        }
    }

    void requireTransactionTimeout(Duration timeout) {
        if (admin == null || broker == null) {
            return;
        }
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            Config config =
                    await(admin.describeConfigs(List.of(resource)).values().get(resource));
            ConfigEntry entry = config.get(MAX_TRANSACTION_TIMEOUT);
            if (entry != null && Long.parseLong(entry.value()) < timeout.toMillis()) {
                problems.add(path + ".transaction_timeout: " + timeout.toMillis() + " ms is more than the broker at "
                        + servers + " allows (" + MAX_TRANSACTION_TIMEOUT + " is " + entry.value()
                        + "); lower it, or raise the broker's limit.");
            }
        } catch (KafkaException | TimeoutException e) {
            // Describing a broker takes a right that the job does not need otherwise; the producer will say it then.
            return;
        }
    }

    private void groupProblem(String group) {
        problems.add(path + ".group_id: this user may not use the consumer group \"" + group + "\" at " + servers
                + "; grant Read on it with kafka-acls.");
    }

    private void problem(String sentence) {
        problems.add(path + ".bootstrap_servers: " + servers + ": " + sentence);
    }

    private <T> T await(@Nullable KafkaFuture<T> future) throws TimeoutException {
        try {
            return Objects.requireNonNull(future, "Kafka's client answers for everything it was asked about")
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for Kafka", e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
