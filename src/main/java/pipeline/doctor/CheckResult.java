package pipeline.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The result of a check.
 *
 * @param message the state that the check found
 * @param remedy the action to take; null if the message names it or if no action is needed
 * @param failure the exception that the check threw, or null
 */
public record CheckResult(
    CheckLevel level, String message, @Nullable String remedy, @Nullable Exception failure) {

  /** The severity of a result. */
  public enum CheckLevel {
    OK,
    /** There may be a problem, or the check was skipped. */
    WARN,
    /** There is a problem. {@code doctor} fails. */
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
