package dev.plumbline.local.replay;

import dev.plumbline.local.html.PageContent;
import dev.plumbline.local.html.PageSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Chooses what a page shows of the reports that a replay has collected. If all of them fit, all. Else so many series, everyone's before
 * those of slices, then those with the most records; of each the newest windows, equally many; and of these again the newest with
 * their bins, for which at least half of the room is kept. The choice depends on what the reports are, not on their order.
 *
 * <p>Memory goes with the number of windows, some 60 bytes each, and with the size of the page; the file is read twice.
 */
final class PageSelection {
    /** How many series a page shows: models, versions, slices and window specifications. */
    static final int MOST_SERIES = 500;

    /** How many bytes of reports a page holds: what a browser still opens at once, and a mail still carries. */
    static final long MOST_BYTES = 8 << 20;

    private final Path file;
    private final int mostSeries;
    private final long mostBytes;

    private record Key(String series, String spec) {}

    /** One series in the file; {@code records} are those of its newest window. */
    private static final class Found {
        private final Key key;
        private final boolean everyone;
        private final List<Place> windows = new ArrayList<>();
        private long newest = Long.MIN_VALUE;
        private long records;
        private int shown;
        private int withBins;

        private Found(Key key, boolean everyone) {
            this.key = key;
            this.everyone = everyone;
        }
    }

    /** Where a window's line is, and how long what the page needs of it. */
    private record Place(long start, long end, long offset, int length, int numbers, int bins) {
        private static final Comparator<Place> NEWEST_FIRST = Comparator.comparingLong(Place::end)
                .thenComparingLong(Place::start)
                .reversed();
    }

    private interface Visitor {
        void visit(PageLine line, long offset, int length);
    }

    private PageSelection(Path file, int mostSeries, long mostBytes) {
        this.file = file;
        this.mostSeries = mostSeries;
        this.mostBytes = mostBytes;
    }

    /** What a page of the usual size shows of the reports in a file. */
    static PageContent of(Path file) throws IOException {
        return of(file, MOST_SERIES, MOST_BYTES);
    }

    /** What a page of a given size shows of them. */
    static PageContent of(Path file, int mostSeries, long mostBytes) throws IOException {
        return new PageSelection(file, mostSeries, mostBytes).select();
    }

    private PageContent select() throws IOException {
        Map<Key, Found> all = series();
        List<Found> chosen = inOrder(all).stream().limit(mostSeries).toList();
        locate(chosen);
        long numbers = sum(chosen, Place::numbers);
        long bins = sum(chosen, Place::bins);
        long room = Math.max(mostBytes / 2, mostBytes - bins);
        long used = numbers <= room ? showAll(chosen, numbers) : showNewest(chosen, room);
        addBins(chosen, mostBytes - used);
        long windows = chosen.stream().mapToLong(found -> found.windows.size()).sum();
        long shown = chosen.stream().mapToLong(found -> found.shown).sum();
        // Windows that have none are not missing them.
        long without = chosen.stream()
                .mapToLong(found -> found.windows.subList(found.withBins, found.shown).stream()
                        .filter(place -> place.bins > 0)
                        .count())
                .sum();
        return new PageContent(read(chosen), all.size() - chosen.size(), windows - shown, without);
    }

    private Map<Key, Found> series() throws IOException {
        Map<Key, Found> all = new HashMap<>();
        visit((line, offset, length) -> {
            Found found =
                    all.computeIfAbsent(new Key(line.series(), line.spec()), key -> new Found(key, line.everyone()));
            if (line.end() > found.newest) {
                found.newest = line.end();
                found.records = line.records();
            }
        });
        return all;
    }

    /** The specifications of one model, version and slice stay together. */
    private static List<Found> inOrder(Map<Key, Found> all) {
        Map<String, Long> largest = new HashMap<>();
        all.values().forEach(found -> largest.merge(found.key.series(), found.records, Math::max));
        return all.values().stream()
                .sorted(Comparator.comparing((Found found) -> !found.everyone)
                        .thenComparing(found -> largest.get(found.key.series()), Comparator.reverseOrder())
                        .thenComparing(found -> found.key.series())
                        .thenComparing(found -> found.key.spec()))
                .toList();
    }

    private void locate(List<Found> chosen) throws IOException {
        Map<Key, Found> byKey = new HashMap<>();
        chosen.forEach(found -> byKey.put(found.key, found));
        visit((line, offset, length) -> {
            Found found = byKey.get(new Key(line.series(), line.spec()));
            if (found != null) {
                found.windows.add(new Place(
                        line.start(),
                        line.end(),
                        offset,
                        length,
                        line.numbers().length(),
                        line.bins().length()));
            }
        });
        chosen.forEach(found -> found.windows.sort(Place.NEWEST_FIRST));
    }

    private static long sum(List<Found> chosen, ToIntFunction<Place> size) {
        return chosen.stream()
                .flatMap(found -> found.windows.stream())
                .mapToLong(size::applyAsInt)
                .sum();
    }

    private static long showAll(List<Found> chosen, long size) {
        chosen.forEach(found -> found.shown = found.windows.size());
        return size;
    }

    /** The newest window of each series, then the second newest of each, and so on until the room is full; how much it took. */
    private static long showNewest(List<Found> chosen, long room) {
        long used = 0;
        for (int age = 0; ; age++) {
            boolean more = false;
            for (Found found : chosen) {
                if (age < found.windows.size()) {
                    int size = found.windows.get(age).numbers;
                    if (used + size > room) {
                        return used;
                    }
                    used += size;
                    found.shown++;
                    more = true;
                }
            }
            if (!more) {
                return used;
            }
        }
    }

    /** Likewise for the bins of the windows that are shown. */
    private static void addBins(List<Found> chosen, long room) {
        long used = 0;
        for (int age = 0; ; age++) {
            boolean more = false;
            for (Found found : chosen) {
                if (age < found.shown) {
                    int size = found.windows.get(age).bins;
                    if (used + size > room) {
                        return;
                    }
                    used += size;
                    found.withBins++;
                    more = true;
                }
            }
            if (!more) {
                return;
            }
        }
    }

    private List<PageSeries> read(List<Found> chosen) throws IOException {
        List<PageSeries> series = new ArrayList<>();
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (Found found : chosen) {
                List<String> rows = new ArrayList<>();
                for (int age = found.shown - 1; age >= 0; age--) {
                    rows.add(row(in, found.windows.get(age), age < found.withBins));
                }
                if (!rows.isEmpty()) {
                    series.add(new PageSeries(found.key.series(), found.key.spec(), rows));
                }
            }
        }
        return series;
    }

    private static String row(RandomAccessFile in, Place place, boolean withBins) throws IOException {
        byte[] bytes = new byte[place.length];
        in.seek(place.offset);
        in.readFully(bytes);
        PageLine line = PageLine.parse(new String(bytes, StandardCharsets.US_ASCII));
        return withBins && !line.bins().isEmpty()
                ? "[" + line.numbers() + "," + line.bins() + "]"
                : "[" + line.numbers() + "]";
    }

    /** Calls for each line with where it begins and how long it is, in bytes, which are characters. */
    private void visit(Visitor visitor) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            long offset = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                visitor.visit(PageLine.parse(line), offset, line.length());
                offset += line.length() + 1L;
            }
        }
    }
}
