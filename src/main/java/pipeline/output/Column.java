package pipeline.output;

/**
 * A column of a sheet.
 *
 * @param name in files
 * @param heading on a screen; empty where a screen has no place for it
 */
public record Column(String name, String heading, ValueKind kind) {

  /** What a value is, where there is one. */
  public enum ValueKind {
    /** A String. */
    TEXT,
    /** A List of String. */
    TEXTS,
    /** A Long. */
    NUMBER,
    /** A Long: milliseconds, which a screen shows as minutes and seconds. */
    DURATION,
    /** A String; never cut. */
    LINK
  }

  public static Column text(String name, String heading) {
    return new Column(name, heading, ValueKind.TEXT);
  }

  /** For files only: a screen shows the link. */
  public static Column id(String name) {
    return new Column(name, "", ValueKind.TEXT);
  }

  public static Column texts(String name, String heading) {
    return new Column(name, heading, ValueKind.TEXTS);
  }

  public static Column number(String name, String heading) {
    return new Column(name, heading, ValueKind.NUMBER);
  }

  public static Column duration(String name, String heading) {
    return new Column(name, heading, ValueKind.DURATION);
  }

  public static Column link(String name, String heading) {
    return new Column(name, heading, ValueKind.LINK);
  }

  boolean isOnScreen() {
    return !heading.isEmpty();
  }

  boolean isRightAligned() {
    return kind == ValueKind.NUMBER || kind == ValueKind.DURATION;
  }
}
