package pipeline.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param message is so
 * @param remedy what to do; null where that is said already, or nothing need be done
 * @param failure null where nothing was thrown
 */
public record CheckResult(
    CheckLevel level, String message, @Nullable String remedy, @Nullable Exception failure) {

  /** How bad it is. */
  public enum CheckLevel {
    OK,
    /** The pipeline works, but somebody should look. */
    WARN,
    /** Something will not work. */
    FAIL
  }

  public static CheckResult ok(String message) {
    return new CheckResult(CheckLevel.OK, message, null, null);
  }

  public static CheckResult warn(String message, @Nullable String remedy) {
    return new CheckResult(CheckLevel.WARN, message, remedy, null);
  }

  public static CheckResult fail(String message, String remedy) {
    return new CheckResult(CheckLevel.FAIL, message, remedy, null);
  }

  static CheckResult fromException(Exception failure) {
    String message = failure.getMessage();
    return new CheckResult(
        CheckLevel.FAIL, message == null ? failure.toString() : message, null, failure);
  }
}
