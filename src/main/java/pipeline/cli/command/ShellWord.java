package pipeline.cli.command;

import java.util.regex.Pattern;

/** A word of a command that is printed for the user. */
public final class ShellWord {
  private static final Pattern UNQUOTED = Pattern.compile("[\\w./:@%+=,~-]+");

  private ShellWord() {}

  /** Returns a word, in single quotes if a shell requires quotes. */
  public static String quote(String word) {
    return UNQUOTED.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
