package pipeline.cli.result;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the audits of a load ended; later ones are worse. */
public enum AuditStatus {
  OK,
  WARNINGS,
  FAILED;

  /** As the result tells it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worse of the two, where null is that of a command without audits. */
  static @Nullable AuditStatus worse(@Nullable AuditStatus one, @Nullable AuditStatus other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
