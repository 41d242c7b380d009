package dev.plumbline.serde.decode;

import java.util.Arrays;
import java.util.Random;

/** Damages records in every way that JSON, UTF-8 and the mapping know. */
final class Damage {
    /** Pieces that mean something somewhere. */
    private static final byte[][] PIECES = Arrays.stream(new String[] {
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\",
                "-",
                "+",
                ".",
                "e",
                "E",
                "0",
                "1",
                "9",
                " ",
                "\n",
                "\u0000",
                "\u001f",
                "\u007f",
                "\u00e9",
                "\ud83d\udea2",
                "\\u0061",
                "\\ud800",
                "\\uD83D\\uDEA2",
                "\\x",
                "\\u12g4",
                "null",
                "true",
                "false",
                "NaN",
                "-Infinity",
                "nul",
                "/**/",
                "\ufeff",
                "e5",
                "E-400",
                "e+400",
                ".0",
                "00",
                "-0",
                "12345678",
                "123456789012345678901234",
                "\"model\":\"x\",",
                "\"y_pred\":0.5,",
                "\"y_tru\\u0065\":1,",
                "\"time\":null,",
                "\"slices\":{\"country\":\"X\"},",
                "\"k\":[[[[[]]]]],",
                "\"2025-11-21T18:33:20Z\"",
                "\"1\"",
                "[0.5]",
                "\"" + "n".repeat(300) + "\":1,",
                "9".repeat(400)
            })
            .map(Decoding::utf8)
            .toArray(byte[][]::new);

    private static final int[][] BROKEN_UTF8 = {
        {0xc0, 0xaf},
        {0xe0, 0x80, 0xaf},
        {0xf0, 0x80, 0x80, 0xaf},
        {0xf4, 0x90, 0x80, 0x80},
        {0xed, 0xa0, 0x80},
        {0x80},
        {0xff},
        {0xc3},
        {0xe2, 0x82}
    };

    private Damage() {}

    /** The record with one to three of its parts damaged. */
    static byte[] to(byte[] record, Random random) {
        byte[] value = record;
        for (int n = random.nextInt(3); n >= 0; n--) {
            value = damagedOnce(value, random);
        }
        return value;
    }

    private static byte[] damagedOnce(byte[] value, Random random) {
        int length = value.length;
        if (length == 0) {
            return value;
        }
        int at = random.nextInt(length);
        int to = Math.min(length, at + 1 + random.nextInt(6));
        return switch (random.nextInt(11)) {
            case 0 -> spliced(value, at, at, PIECES[random.nextInt(PIECES.length)]);
            case 1 -> spliced(value, at, at + 1, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> spliced(value, at, to, new byte[0]);
            case 3 -> spliced(value, at, at, Arrays.copyOfRange(value, at, to));
            case 4 -> spliced(value, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 5 -> spliced(value, at, at + 1, new byte[] {(byte) (value[at] ^ 1 << random.nextInt(8))});
            case 6 -> Arrays.copyOf(value, at);
            case 7 -> spliced(value, at, at, bytes(BROKEN_UTF8[random.nextInt(BROKEN_UTF8.length)]));
            case 8 -> {
                byte[] swapped = value.clone();
                int other = random.nextInt(length);
                swapped[at] = value[other];
                swapped[other] = value[at];
                yield swapped;
            }
            case 9 -> insideAToken(value, at, random);
            default -> spliced(value, length, length, PIECES[random.nextInt(PIECES.length)]);
        };
    }

    /** Aims at a comma, colon, quote or bracket, where blanks and whole values go. */
    private static byte[] insideAToken(byte[] value, int from, Random random) {
        int at = from;
        while (at < value.length - 1 && ",:\"{}[]".indexOf(value[at]) < 0) {
            at++;
        }
        return spliced(value, at + random.nextInt(2), at + 1, PIECES[random.nextInt(PIECES.length)]);
    }

    private static byte[] spliced(byte[] value, int from, int to, byte[] piece) {
        int end = Math.max(from, to);
        byte[] spliced = new byte[value.length - (end - from) + piece.length];
        System.arraycopy(value, 0, spliced, 0, from);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(value, end, spliced, from + piece.length, value.length - end);
        return spliced;
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
