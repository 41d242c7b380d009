package dev.plumbline.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports on 127.0.0.1. */
public final class LoopbackPorts {

    // Below the ports that Linux (from 32768) and macOS (from 49152) give to outgoing connections. A server that
    // restarts
    // on a port of that range can find it taken by a client, even by the very client that tries to reach it.
    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;

    // Far more than needed on a machine that is not out of ports.
    private static final int ATTEMPTS = 1_000;

    private LoopbackPorts() {}

    /**
     * Finds {@code count} different ports between 20000 and 29999 on which nothing listens now. They are not reserved:
     * another program can take one before the caller does. The search starts at random places, so that two programs that
     * look at the same time rarely find the same port.
     *
     * @throws BrokerException when there are not that many
     */
    public static List<Integer> free(int count) {
        List<Integer> found = new ArrayList<>(count);
        for (int attempt = 0; attempt < ATTEMPTS && found.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (!found.contains(port) && isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new BrokerException("Found no " + count + " free ports on 127.0.0.1 between " + FIRST + " and " + LAST
                    + "; stop a program that holds them.");
        }
        return List.copyOf(found);
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
