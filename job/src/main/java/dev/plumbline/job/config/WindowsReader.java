package dev.plumbline.job.config;

import dev.plumbline.job.time.Cumulative;
import dev.plumbline.job.time.Durations;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.Sliding;
import dev.plumbline.job.time.Tumbling;
import dev.plumbline.job.time.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the list {@code windows}. */
final class WindowsReader {
    private static final String PATH = "windows";
    private static final List<String> KINDS = List.of("tumbling", "sliding", "cumulative");
    private static final String FORM =
            "write - tumbling: 1m, - sliding: {size: 10m, slide: 1m} or - cumulative: {size: 1d, step: 1h}";

    /** Beyond this, every sum that reaches the windows would be multiplied without anybody wanting it. */
    private static final int MOST_WINDOWS_PER_PANE = 10_000;

    private static final int MOST_PANES_PER_WINDOW = 10_000;

    private final Settings settings;

    WindowsReader(Settings settings) {
        this.settings = settings;
    }

    /** The windows, in the order of the list; incomplete after a problem. */
    List<WindowSpec> read() {
        if (!(settings.node(PATH) instanceof YamlNode.Items list)) {
            if (!(settings.node(PATH) instanceof Scalar scalar && scalar.isBroken())) {
                settings.problem(PATH, "is not a list of windows; " + FORM);
            }
            return List.of();
        }
        if (list.items().isEmpty()) {
            settings.problem(PATH, "is empty; " + FORM);
        }
        Map<String, WindowSpec> byPath = new LinkedHashMap<>();
        for (int i = 0; i < list.items().size(); i++) {
            WindowSpec window = readEntry(i);
            if (window != null) {
                byPath.put(PATH + "." + i, window);
            }
        }
        checkNames(byPath);
        List<WindowSpec> windows = new ArrayList<>(byPath.values());
        checkPanes(windows, list.items().size());
        return windows;
    }

    private @Nullable WindowSpec readEntry(int position) {
        String path = PATH + "." + position;
        if (!(settings.node(path) instanceof YamlNode.Section section)
                || section.entries().isEmpty()) {
            settings.problem(path, "is not a window; " + FORM);
            return null;
        }
        String kind = Choice.one(settings, path, KINDS);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "tumbling" -> tumbling(position);
            case "sliding" -> sliding(position);
            default -> cumulative(position);
        };
    }

    private @Nullable WindowSpec tumbling(int position) {
        if (settings.node(Options.TUMBLING.at(position)) instanceof Scalar) {
            Duration size = settings.optional(Options.TUMBLING, Options.TUMBLING.at(position));
            return size == null ? null : WindowSpec.tumbling(size);
        }
        WindowOptions options = Options.TUMBLING_WINDOW;
        if (!isSection(options, position)) {
            return null;
        }
        Duration size = settings.required(options.size(), options.size().at(position));
        Duration offset = offset(options, position, size);
        return size == null || offset == null ? null : new Tumbling(size.toMillis(), offset.toMillis());
    }

    private @Nullable WindowSpec sliding(int position) {
        WindowOptions options = Options.SLIDING_WINDOW;
        if (!isSection(options, position)) {
            return null;
        }
        Duration size = settings.required(options.size(), options.size().at(position));
        Duration slide = distance(options, position);
        Duration offset = offset(options, position, slide);
        if (size == null || slide == null || offset == null) {
            return null;
        }
        if (slide.compareTo(size) > 0) {
            settings.problem(
                    path(options, position, "slide"),
                    "is longer than the size, so records between two windows would be in none; use at most the size");
            return null;
        }
        return checkWindowsPerPane(
                new Sliding(size.toMillis(), slide.toMillis(), offset.toMillis()), path(options, position, "slide"));
    }

    private @Nullable WindowSpec cumulative(int position) {
        WindowOptions options = Options.CUMULATIVE_WINDOW;
        if (!isSection(options, position)) {
            return null;
        }
        Duration size = settings.required(options.size(), options.size().at(position));
        Duration step = distance(options, position);
        Duration offset = offset(options, position, size);
        if (size == null || step == null || offset == null) {
            return null;
        }
        if (size.toMillis() % step.toMillis() != 0) {
            settings.problem(
                    path(options, position, "step"),
                    "does not divide the size, so the last window would not end where the next one starts; use a divisor");
            return null;
        }
        return checkWindowsPerPane(
                new Cumulative(size.toMillis(), step.toMillis(), offset.toMillis()), path(options, position, "step"));
    }

    private static String path(WindowOptions options, int position, String name) {
        return PATH + "." + position + "." + options.kind() + "." + name;
    }

    private boolean isSection(WindowOptions options, int position) {
        String path = PATH + "." + position + "." + options.kind();
        if (settings.node(path) instanceof YamlNode.Section) {
            return true;
        }
        settings.problem(path, "is not a section with the lengths of a window; " + FORM);
        return false;
    }

    private @Nullable Duration distance(WindowOptions options, int position) {
        Option<Duration> distance = options.distance();
        return distance == null ? null : settings.required(distance, distance.at(position));
    }

    private @Nullable Duration offset(WindowOptions options, int position, @Nullable Duration period) {
        String path = options.offset().at(position);
        Duration offset = settings.optional(options.offset(), path);
        if (offset == null) {
            return options.offset().defaultValue();
        }
        if (period != null && offset.compareTo(period) >= 0) {
            settings.problem(path, "is not shorter than what it shifts; subtract whole multiples of it");
            return null;
        }
        return offset;
    }

    private @Nullable WindowSpec checkWindowsPerPane(WindowSpec window, String path) {
        if (window.windowsPerPane() > MOST_WINDOWS_PER_PANE) {
            settings.problem(
                    path,
                    "puts every record into " + window.windowsPerPane() + " windows; use a longer one, for at most "
                            + MOST_WINDOWS_PER_PANE);
            return null;
        }
        return window;
    }

    private void checkNames(Map<String, WindowSpec> byPath) {
        Map<String, String> firstPaths = new LinkedHashMap<>();
        byPath.forEach((path, window) -> {
            String first = firstPaths.putIfAbsent(window.name(), path);
            if (first != null) {
                settings.problem(
                        path, "is the same window as " + first + " (" + settings.whereabouts(first) + "); remove one");
            }
        });
    }

    private void checkPanes(List<WindowSpec> windows, int given) {
        if (windows.isEmpty() || windows.size() < given) {
            return;
        }
        Panes panes = Panes.of(windows);
        long shortest = windows.stream().mapToLong(WindowSpec::size).min().orElseThrow();
        if (shortest / panes.millis() > MOST_PANES_PER_WINDOW) {
            settings.problem(
                    PATH,
                    "share no longer chunk of time than " + Durations.print(panes.millis())
                            + ", because of lengths or offsets that hardly divide each other; use rounder ones");
        }
    }
}
