package dev.plumbline.it;

import dev.plumbline.local.broker.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * A listener that speaks SASL_SSL with SCRAM, on a broker where nobody may do anything but what a rule allows. The tests' own
 * clients use the broker's other listener, whose nameless user is the administrator.
 */
final class SecuredListener {

    /** The user of the job. */
    static final String USER = "plumbline";

    private final Path folder;
    private final int port;
    private final String password = secret();
    private final String storePassword = secret();

    private SecuredListener(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Makes the key of the broker and the stores in which its clients find that they may trust it, or that they may not. */
    static SecuredListener in(Path folder) {
        SecuredListener listener =
                new SecuredListener(folder, LoopbackPorts.free(1).get(0));
        listener.makeKey("broker");
        listener.export("broker", listener.trustStore());
        listener.makeKey("stranger");
        listener.export("stranger", listener.strangersTrustStore());
        return listener;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The user's password. */
    String password() {
        return password;
    }

    String storePassword() {
        return storePassword;
    }

    /** A store with the broker's certificate. */
    Path trustStore() {
        return folder.resolve("trust-broker.p12");
    }

    /** A store with the certificate of somebody else. */
    Path strangersTrustStore() {
        return folder.resolve("trust-stranger.p12");
    }

    /** Everything that must be seen nowhere. */
    List<String> secrets() {
        return List.of(password, storePassword);
    }

    /** Adds the listener to a broker. */
    void addTo(Properties broker) {
        String listeners = broker.getProperty("listeners") + ",SASL_SSL://" + bootstrapServers();
        broker.setProperty("listeners", listeners);
        broker.setProperty("advertised.listeners", listeners);
        broker.merge("listener.security.protocol.map", ",SASL_SSL:SASL_SSL", (map, more) -> "" + map + more);
        broker.setProperty("allow.everyone.if.no.acl.found", "false");
        broker.setProperty("super.users", "User:ANONYMOUS");
        broker.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        broker.setProperty(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        broker.setProperty("ssl.keystore.type", "PKCS12");
        broker.setProperty("ssl.keystore.location", store("broker").toString());
        broker.setProperty("ssl.keystore.password", storePassword);
    }

    /** What the formatting of the broker's storage must be told, so that the user is there from the start. */
    List<String> formatArguments() {
        return List.of("--add-scram", "SCRAM-SHA-512=[name=" + USER + ",password=" + password + "]");
    }

    private void makeKey(String name) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store(name).toString());
    }

    private void export(String name, Path trustStore) {
        String certificate = folder.resolve(name + ".crt").toString();
        keytool("-exportcert", "-alias", name, "-keystore", store(name).toString(), "-file", certificate);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                certificate,
                "-storetype",
                "PKCS12",
                "-keystore",
                trustStore.toString());
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", storePassword));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool was at work", e);
        }
    }

    /** Not from a seed: what is searched for everywhere must be found nowhere by chance. */
    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
