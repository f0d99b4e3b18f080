package pipeline.sql;

/** Texts in the words of Hive and Spark, where a backslash takes the meaning of what follows. */
final class BackslashEscaping {
  private BackslashEscaping() {}

  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
