package pipeline.verify;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import pipeline.lake.store.Sha256;

/**
 * A sample of the dates. The hash of a date places it at one of 1,000,000 points on a circle. The
 * sample consists of the dates on an arc, which is one part of this circle. Whether a date is on
 * the arc does not depend on the other dates. If no date is on the arc, the sample is the first
 * date after the arc.
 *
 * @param millionths the length of the arc, from 1 to 1,000,000
 * @param seed the number of the arc. Consecutive seeds select consecutive arcs. With a share of 5
 *     %, the arcs of 20 consecutive seeds together have each date once.
 */
public record DateSample(int millionths, long seed) {
  private static final int CIRCLE = 1_000_000;

  private static final Pattern PERCENTAGE = Pattern.compile("\\d{1,3}(\\.\\d{1,4})?%");

  public static final DateSample ALL = new DateSample(CIRCLE, 0);

  public DateSample {
    if (millionths < 1 || millionths > CIRCLE) {
      throw new IllegalArgumentException("share out of range: " + millionths);
    }
  }

  /**
   * Parses a percentage such as {@code 5%} or {@code 0.5%}.
   *
   * @throws IllegalArgumentException if the text is not a percentage above 0 and at most 100, with
   *     at most four decimals
   */
  public static DateSample parse(String text, long seed) {
    if (!PERCENTAGE.matcher(text).matches()) {
      throw new IllegalArgumentException("no percentage: " + text);
    }
    String number = text.substring(0, text.length() - 1);
    return new DateSample(new BigDecimal(number).movePointRight(4).intValueExact(), seed);
  }

  /** Returns the percentage, such as {@code 5%}. */
  String percentage() {
    return BigDecimal.valueOf(millionths, 4).stripTrailingZeros().toPlainString() + "%";
  }

  /**
   * Returns the dates on the arc, in ascending order. If no date is on the arc, returns the first
   * date after the arc on the circle.
   */
  public List<LocalDate> select(Collection<LocalDate> dates) {
    List<LocalDate> selected =
        dates.stream().filter(ds -> distance(ds) < millionths).sorted().toList();
    return selected.isEmpty()
        ? dates.stream().min(Comparator.comparing(this::distance)).stream().toList()
        : selected;
  }

  /** Returns the distance on the circle from the beginning of the arc to a date. */
  private long distance(LocalDate ds) {
    long hash =
        ByteBuffer.wrap(
                Sha256.createDigest().digest(ds.toString().getBytes(StandardCharsets.UTF_8)))
            .getLong();
    long start = Math.floorMod(seed, CIRCLE) * (long) millionths;
    return Math.floorMod(Math.floorMod(hash, CIRCLE) - start, CIRCLE);
  }
}
