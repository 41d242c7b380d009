package dev.plumbline.job.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds one value, as Docker and Kubernetes hand out secrets. Messages never show what is in it. */
final class ValueFile {
    /** Room for a chain of certificates; whatever is larger is no value of an option. */
    static final int MOST_BYTES = 1 << 20;

    private ValueFile() {}

    /**
     * Returns the text of the file without the line ends at its end, as a shell does.
     *
     * @param name the absolute path of the file
     * @throws IllegalArgumentException with a reason and the way out, if there is no such text
     */
    static String read(String name) {
        byte[] bytes = bytes(path(name));
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("the file " + name + " has more than " + MOST_BYTES
                    + " bytes, too many for a value; name the file that holds nothing else");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
                end--;
            }
            if (end == 0) {
                throw new IllegalArgumentException("the file " + name + " is empty; write the value into it");
            }
            return text.substring(0, end);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "the file " + name + " is not UTF-8 text; a key store is named by its path, without ${<...}", e);
        }
    }

    private static Path path(String name) {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("does not name a file; write ${<FILE} with an absolute path", e);
        }
        throw new IllegalArgumentException(
                "names a file by a relative path, which means another one in each folder; write ${<FILE} with an absolute path");
    }

    private static byte[] bytes(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "the file " + path + " does not exist where the job is submitted; create it, or correct the path",
                    e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(
                    "the file " + path + " may not be read; grant this user the right to read it", e);
        } catch (IOException e) {
            String reason = Files.isDirectory(path) ? "is a folder" : "cannot be read (" + e.getMessage() + ")";
            throw new IllegalArgumentException("the file " + path + " " + reason + "; name a file with one value", e);
        }
    }
}
