package dev.plumbline.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The TCP sockets on which a process waits for connections, as Linux knows them. */
final class ListeningSockets {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String LISTENS = "0A";

    private ListeningSockets() {}

    /** Whether this system tells. */
    static boolean areKnown() {
        return Files.isDirectory(PROC.resolve("self/fd")) && Files.isReadable(PROC.resolve("self/net/tcp"));
    }

    /** The addresses on which the process listens now. */
    static List<InetSocketAddress> of(long pid) throws IOException {
        Path process = PROC.resolve(Long.toString(pid));
        Set<String> own = socketsOf(process);
        List<InetSocketAddress> listening = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            if (Files.notExists(process.resolve(table))) {
                continue;
            }
            for (String line : Files.readAllLines(process.resolve(table))) {
                // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[3].equals(LISTENS) && own.contains(columns[9])) {
                    listening.add(address(columns[1]));
                }
            }
        }
        return listening;
    }

    private static Set<String> socketsOf(Path process) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            for (Path file : files.toList()) {
                Matcher socket = SOCKET.matcher(target(file));
                if (socket.matches()) {
                    inodes.add(socket.group(1));
                }
            }
        }
        return inodes;
    }

    /** What the descriptor stands for; nothing if it was closed meanwhile. */
    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    /** The kernel prints an address as words of four bytes, in the byte order of the machine. */
    private static InetSocketAddress address(String text) throws IOException {
        String[] parts = text.split(":", -1);
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
        ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes.array()), Integer.parseInt(parts[1], 16));
    }
}
