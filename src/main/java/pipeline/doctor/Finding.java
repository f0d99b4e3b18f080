package pipeline.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param what is so
 * @param remedy what to do; null where that is said already, or nothing need be done
 * @param failure null where nothing was thrown
 */
public record Finding(
    Level level, String what, @Nullable String remedy, @Nullable Exception failure) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** The pipeline works, but somebody should look. */
    WARN,
    /** Something will not work. */
    FAIL
  }

  public static Finding ok(String what) {
    return new Finding(Level.OK, what, null, null);
  }

  public static Finding warn(String what, @Nullable String remedy) {
    return new Finding(Level.WARN, what, remedy, null);
  }

  public static Finding fail(String what, String remedy) {
    return new Finding(Level.FAIL, what, remedy, null);
  }

  static Finding failed(Exception failure) {
    String message = failure.getMessage();
    return new Finding(Level.FAIL, message == null ? failure.toString() : message, null, failure);
  }
}
