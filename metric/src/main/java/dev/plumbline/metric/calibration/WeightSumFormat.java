package dev.plumbline.metric.calibration;

import dev.plumbline.metric.EncodingException;
import dev.plumbline.metric.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The encoding of a sum of weights, by its value alone. One number for nearly every sum: 2 n + 1 for an integer n below 2^30; 64
 * m + 2 e for m / 2^e with an odd m below 2^48 and an e of 1 to 32. For all others, negative ones among them, 0 and the exact
 * sum.
 */
final class WeightSumFormat {
    private static final long MOST_ODD = 1L << 48;

    private WeightSumFormat() {}

    /** Writes so many units of 2^-32, which are that sum. */
    static void write(long units, Supplier<ExactSum> sum, DataOutput out) throws IOException {
        long number = numberOf(units);
        Wire.writeNumber(number, out);
        if (number == 0) {
            sum.get().encode(out);
        }
    }

    static void write(ExactSum sum, DataOutput out) throws IOException {
        write(unitsOf(sum), () -> sum, out);
    }

    /** The number that stands for so many units; 0 if there is none. */
    private static long numberOf(long units) {
        if (units < 0 || units >= WeightSums.LIMIT) {
            return 0;
        }
        if ((units & WeightSums.FRACTION) == 0) {
            return 2 * (units >> Integer.SIZE) + 1;
        }
        int zeros = Long.numberOfTrailingZeros(units);
        long odd = units >> zeros;
        return odd < MOST_ODD ? 2 * Integer.SIZE * odd + 2L * (Integer.SIZE - zeros) : 0;
    }

    /** The units of a sum; -1 if it is not a whole number of them that a double can hold. */
    private static long unitsOf(ExactSum sum) {
        double value = sum.doubleValue();
        double scaled = value * WeightSums.UNITS_OF_ONE;
        if (!(scaled >= 0 && scaled < WeightSums.LIMIT && scaled == Math.rint(scaled))) {
            return -1;
        }
        ExactSum difference = sum.copy();
        difference.subtract(value);
        return difference.doubleValue() == 0 ? (long) scaled : -1;
    }

    /** Reads what stands behind the number 0. */
    static ExactSum readExactSum(String what, DataInput in) throws IOException {
        ExactSum sum = Wire.readSum(what, in);
        if (numberOf(unitsOf(sum)) != 0) {
            throw new EncodingException(what + " has a sum of weights, " + sum.doubleValue()
                    + ", that has to be written as a number and is not");
        }
        return sum;
    }

    /** The units that a number other than 0 stands for. */
    static long unitsOf(String what, long number) throws EncodingException {
        long units;
        if ((number & 1) == 1) {
            units = (number >> 1) << Integer.SIZE;
        } else {
            long odd = (number - 2) / (2 * Integer.SIZE);
            int fractionBits = 1 + (int) ((number - 2) % (2 * Integer.SIZE)) / 2;
            units = odd << (Integer.SIZE - fractionBits);
        }
        if (numberOf(units) != number) {
            throw new EncodingException(what + " has the number " + number + ", which stands for no sum of weights");
        }
        return units;
    }
}
