package dev.plumbline.job.config;

import dev.plumbline.job.time.Durations;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How one text becomes a value and back. Reading throws {@link IllegalArgumentException} with the reason and the way out,
 * {@code <reason>; <way out>}, and never repeats the text: it may be a secret.
 *
 * @param name what the documentation calls it
 */
record ValueType<T>(String name, Function<String, T> read, Function<T, String> print) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern BROKER = Pattern.compile("(?:[^\\s,:\\[\\]]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TOPIC = 249;
    private static final Duration CENTURY = Duration.ofDays(36_500);
    /** Epoch milliseconds of March 1973: smaller numbers are seconds by mistake. */
    private static final long SMALLEST_EPOCH_MILLIS = 100_000_000_000L;

    static ValueType<String> text(String name) {
        return new ValueType<>(
                name,
                text -> {
                    require(!text.isBlank(), "is empty; give a value, or remove the line");
                    return text;
                },
                Function.identity());
    }

    /** Any text, the empty one too, which some properties of Kafka's clients need. */
    static ValueType<String> property() {
        return new ValueType<>("text", Function.identity(), Function.identity());
    }

    /** A file or folder, in this machine's form or as a URI of a file system that Flink knows. */
    static ValueType<String> path() {
        return new ValueType<>(
                "path",
                text -> {
                    require(!text.isBlank(), "is empty; give a file or a folder");
                    try {
                        var unused = Path.of(text);
                        return text;
                    } catch (InvalidPathException invalid) {
                        throw new IllegalArgumentException("is not a path; give a file or a folder", invalid);
                    }
                },
                Function.identity());
    }

    static ValueType<String> jobName() {
        return new ValueType<>(
                "name",
                text -> {
                    require(
                            NAME.matcher(text).matches() && text.length() <= LONGEST_NAME,
                            "is not a name; use 1 to " + LONGEST_NAME
                                    + " letters, digits, dots, underscores and hyphens");
                    return text;
                },
                Function.identity());
    }

    static ValueType<String> topic() {
        return new ValueType<>(
                "topic",
                text -> {
                    require(
                            NAME.matcher(text).matches() && text.length() <= LONGEST_TOPIC && !text.matches("\\.{1,2}"),
                            "is not a topic name; Kafka allows 1 to " + LONGEST_TOPIC
                                    + " letters, digits, dots, underscores and hyphens");
                    return text;
                },
                Function.identity());
    }

    static ValueType<String> broker() {
        return new ValueType<>(
                "host:port",
                text -> {
                    var matcher = BROKER.matcher(text);
                    require(
                            matcher.matches() && isPort(Integer.parseInt(matcher.group(1))),
                            "is not the address of a broker; write host:port, several separated by commas");
                    return text;
                },
                Function.identity());
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65_535;
    }

    static ValueType<Boolean> bool() {
        return new ValueType<>(
                "true or false",
                text -> switch (text) {
                    case "true", "True", "TRUE" -> true;
                    case "false", "False", "FALSE" -> false;
                    default -> throw new IllegalArgumentException("is neither true nor false; write one of them");
                },
                String::valueOf);
    }

    static ValueType<Integer> integer(int least, int most) {
        String wayOut = "; give a whole number from " + least + " to " + most;
        return new ValueType<>(
                "integer, " + least + " to " + most,
                text -> {
                    require(WHOLE_NUMBER.matcher(text).matches(), "is not a whole number" + wayOut);
                    BigDecimal number = new BigDecimal(text);
                    require(
                            number.compareTo(BigDecimal.valueOf(least)) >= 0
                                    && number.compareTo(BigDecimal.valueOf(most)) <= 0,
                            "is out of range" + wayOut);
                    return number.intValueExact();
                },
                String::valueOf);
    }

    /** A number from 0 to 1, both included. */
    static ValueType<Double> fraction() {
        String wayOut = "; give a number from 0 to 1";
        return new ValueType<>(
                "number, 0 to 1",
                text -> {
                    require(
                            text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"),
                            "is not a number" + wayOut);
                    double number = Double.parseDouble(text);
                    require(number >= 0 && number <= 1, "is out of range" + wayOut);
                    return number;
                },
                number -> number == Math.rint(number) ? String.valueOf(number.intValue()) : String.valueOf(number));
    }

    /** A duration of at least {@code least} and at most a century, so that no sum of times overflows. */
    static ValueType<Duration> duration(Duration least) {
        return duration(least, CENTURY);
    }

    static ValueType<Duration> duration(Duration least, Duration most) {
        return new ValueType<>(
                "duration",
                text -> {
                    Duration duration = Durations.parse(text);
                    require(
                            duration.compareTo(least) >= 0,
                            "is too short; give " + Durations.print(least) + " or longer");
                    require(
                            duration.compareTo(most) <= 0,
                            "is too long; give " + Durations.print(most) + " or shorter");
                    return duration;
                },
                Durations::print);
    }

    /** The value, or {@code word} for none. */
    static <T> ValueType<Optional<T>> orNone(ValueType<T> type, String word) {
        return new ValueType<>(
                type.name() + ", or " + word,
                text -> text.equals(word)
                        ? Optional.empty()
                        : Optional.of(orElseMention(word, () -> type.read().apply(text))),
                value -> value.map(type.print()).orElse(word));
    }

    private static <T> T orElseMention(String word, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(wrong.getMessage() + ", or " + word, wrong);
        }
    }

    static ValueType<Instant> instant() {
        return new ValueType<>("instant", text -> readInstant(text, ""), ValueType::printInstant);
    }

    /** Reads ISO-8601 text with a zone, or epoch milliseconds. */
    static Instant readInstant(String text, String orElse) {
        String wayOut = "; write " + orElse + "an ISO-8601 instant such as 2026-07-11T00:00:00Z, or epoch milliseconds";
        if (WHOLE_NUMBER.matcher(text).matches()) {
            require(text.length() <= 15, "is too large for epoch milliseconds" + wayOut);
            long millis = Long.parseLong(text);
            require(
                    millis == 0 || millis >= SMALLEST_EPOCH_MILLIS,
                    "is too small for epoch milliseconds, it looks like seconds" + wayOut);
            return Instant.ofEpochMilli(millis);
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            require(instant.toEpochMilli() >= 0, "lies before 1970" + wayOut);
            return instant.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException | ArithmeticException notAnInstant) {
            throw new IllegalArgumentException("is not an instant" + wayOut, notAnInstant);
        }
    }

    static String printInstant(Instant instant) {
        return instant.toString();
    }

    /** One word out of a few. */
    static <T> ValueType<T> choice(Map<String, T> words) {
        return new ValueType<>(
                String.join(" | ", words.keySet()),
                text -> {
                    T value = words.get(text);
                    if (value == null) {
                        throw new IllegalArgumentException("is not known; " + NearestName.advice(text, words.keySet()));
                    }
                    return value;
                },
                value -> words.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(value))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow());
    }

    /** One of some values, each under its own word. */
    @SafeVarargs
    static <T> ValueType<T> choice(Function<T, String> word, T... values) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return choice(words);
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }
}
