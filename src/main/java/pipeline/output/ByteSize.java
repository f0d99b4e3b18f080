package pipeline.output;

import java.util.Locale;

/** Formats a number of bytes. */
public final class ByteSize {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private ByteSize() {}

  /** Returns at most three digits and a unit: {@code 512 B}, {@code 1.2 kB}, {@code 34 MB}. */
  public static String format(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1000.0;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, size < 9.95 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
  }
}
