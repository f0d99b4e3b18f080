package pipeline.cli.result;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The outcome of the audits of a load, from the best to the worst. */
public enum AuditStatus {
  OK,
  WARNINGS,
  FAILED;

  /** Returns the value for the result line. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the worse of two statuses; null means that there were no audits. */
  static @Nullable AuditStatus worse(@Nullable AuditStatus one, @Nullable AuditStatus other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
