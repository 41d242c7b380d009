package dev.plumbline.job.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name a misspelt one was meant to be. */
final class NearestName {
    private NearestName() {}

    /** The way out: the nearest name if one is near, else all of them. Never repeats the wrong name. */
    static String advice(String wrong, Collection<String> known) {
        return find(wrong, known)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "use " + (known.size() == 1 ? "" : "one of ") + String.join(", ", known));
    }

    /**
     * The nearest known name: the same but for case and separators, or one a prefix of the other (three characters at least), or
     * at most a third of its characters (and at least one) to change. The first of several equally near ones.
     */
    static Optional<String> find(String wrong, Collection<String> known) {
        String plain = plain(wrong);
        return known.stream()
                .filter(name -> isNear(plain, plain(name)))
                .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
    }

    private static boolean isNear(String wrong, String name) {
        boolean prefix =
                Math.min(wrong.length(), name.length()) >= 3 && (name.startsWith(wrong) || wrong.startsWith(name));
        return prefix || distance(wrong, name) <= Math.max(1, name.length() / 3);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /** Levenshtein distance: the fewest characters to insert, delete or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
