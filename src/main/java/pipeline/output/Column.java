package pipeline.output;

/**
 * A column of a result table.
 *
 * @param name the name in files
 * @param heading the heading on a terminal; empty for a column that only files contain
 */
public record Column(String name, String heading, ValueKind kind) {

  /** The types of the values. Every value can be null. */
  public enum ValueKind {
    /** A String. */
    TEXT,
    /** A List of String. */
    TEXTS,
    /** A Long. */
    NUMBER,
    /** A Long, in milliseconds. A terminal shows minutes and seconds. */
    DURATION,
    /** A String that is never truncated. */
    LINK
  }

  public static Column text(String name, String heading) {
    return new Column(name, heading, ValueKind.TEXT);
  }

  /** Returns a text column that files contain but a terminal does not show. */
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
