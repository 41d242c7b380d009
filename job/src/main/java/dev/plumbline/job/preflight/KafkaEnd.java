package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Delivery;
import dev.plumbline.job.config.Discretion;
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
import java.util.stream.Collectors;
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
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** One Kafka cluster as one end of the job sees it; adds a sentence to the problems for everything that is missing there. */
final class KafkaEnd implements AutoCloseable {

    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private final String path;
    private final String servers;
    private final Duration patience;
    private final Discretion discretion;
    private final List<String> problems;
    private final @Nullable Admin admin;
    private @Nullable Node broker;

    private KafkaEnd(
            String path,
            String servers,
            Duration patience,
            Discretion discretion,
            List<String> problems,
            @Nullable Admin admin) {
        this.path = path;
        this.servers = servers;
        this.patience = patience;
        this.discretion = discretion;
        this.problems = problems;
        this.admin = admin;
    }

    /**
     * Opens one end.
     *
     * @param path its section in the configuration
     * @param servers its brokers
     * @param properties how to connect to them
     * @param patience how long to wait for each answer
     * @param discretion what of the properties must not be shown
     * @param problems where sentences are added
     */
    static KafkaEnd open(
            String path,
            String servers,
            Properties properties,
            Duration patience,
            Discretion discretion,
            List<String> problems) {
        Properties adminProperties = new Properties();
        adminProperties.putAll(properties);
        adminProperties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        String millis = Long.toString(patience.toMillis());
        adminProperties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        adminProperties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        try {
            return new KafkaEnd(path, servers, patience, discretion, problems, Admin.create(adminProperties));
        } catch (KafkaException e) {
            Throwable root = root(e);
            problems.add(
                    isJaas(root)
                            // Kafka quotes the piece at which it stopped, which can be a piece of the password.
                            ? path + ".properties." + SaslConfigs.SASL_JAAS_CONFIG
                                    + ": is not a login as Kafka reads it; write MODULE required name=\"value\" ...; with the"
                                    + " semicolon, and a backslash before each quote and backslash inside a value."
                            : discretion.hide(path + ": Kafka's client cannot be set up for " + servers + ": "
                                    + root.getMessage() + "; correct " + path + ".bootstrap_servers or " + path
                                    + ".properties."));
            return new KafkaEnd(path, servers, patience, discretion, problems, null);
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
        } catch (SslAuthenticationException e) {
            problem(
                    "the TLS connection is refused: " + root(e).getMessage() + "; " + path
                            + ".properties.ssl.truststore.*"
                            + " must hold the authority that signed the broker's certificate, which must be made for this address.");
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
                    problems.add(subject + ": this user lacks the right to " + missing + "; grant it with "
                            + grant(missing, "--topic " + topic));
                }
            }
        } catch (UnknownTopicOrPartitionException e) {
            problems.add(subject + " does not exist; create it with kafka-topics --create --topic " + topic
                    + ", or correct the name.");
        } catch (InvalidTopicException e) {
            problems.add(subject + ": this is no valid topic name: " + e.getMessage() + ".");
        } catch (AuthorizationException e) {
            problems.add(subject + ": this user may not even see it; create it if it does not exist, and grant "
                    + new TreeSet<>(needed) + " with " + grant(needed, "--topic " + topic));
        } catch (KafkaException | TimeoutException e) {
            problems.add(subject + " cannot be described: " + discretion.hide(String.valueOf(e.getMessage())) + ".");
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
                    + "\" at " + servers + "; set " + path + ".delivery: " + Delivery.AT_LEAST_ONCE.id()
                    + ", or grant Write and Describe on them with "
                    + grant(
                            List.of(AclOperation.WRITE, AclOperation.DESCRIBE),
                            "--transactional-id " + prefix + " --resource-pattern-type prefixed"));
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
        problems.add("source.kafka.group_id: this user may not use the consumer group \"" + group + "\" at " + servers
                + "; grant Read on it with " + grant(List.of(AclOperation.READ), "--group " + group));
    }

    private void problem(String sentence) {
        problems.add(discretion.hide(path + ".bootstrap_servers: " + servers + ": " + sentence));
    }

    /** The end of a sentence: the command to type, but for the user's name. */
    private static String grant(Collection<AclOperation> operations, String resource) {
        String rights = operations.stream()
                .map(operation -> " --operation " + SecurityUtils.operationName(operation))
                .sorted()
                .collect(Collectors.joining());
        return "kafka-acls --add --allow-principal User:..." + rights + " " + resource;
    }

    private static boolean isJaas(Throwable root) {
        return root instanceof IllegalArgumentException
                && root.getStackTrace().length > 0
                && root.getStackTrace()[0].getClassName().contains("Jaas");
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

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
