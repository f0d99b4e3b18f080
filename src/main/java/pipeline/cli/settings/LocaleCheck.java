package pipeline.cli.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The names that the locale of this process cannot represent. Under LANG=C Java reads every byte
 * beyond ASCII as the replacement character, and what it writes under such a name gets another.
 */
public final class LocaleCheck {
  /** What to do about such a name. */
  public static final String REMEDY =
      "set LC_ALL=C.UTF-8 (or LANG=C.UTF-8 if LC_ALL is not set) and rerun";

  private static final char REPLACEMENT = '\uFFFD';

  private LocaleCheck() {}

  /** Returns whether a part of the text was lost when it was decoded. */
  public static boolean isMangled(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  /** Returns the message about the first argument that this locale cannot decode, if any. */
  public static Optional<String> mangledArgument(List<String> arguments) {
    return arguments.stream()
        .filter(LocaleCheck::isMangled)
        .findFirst()
        .map(
            argument ->
                "argument cannot be decoded in this locale: '%s'; %s".formatted(argument, REMEDY));
  }

  /**
   * Checks a text that the operating system gave.
   *
   * @param what where the text stands, for the message, which does not quote it: it may be a secret
   * @throws ConfigurationException if a part of it was lost
   */
  public static void check(String what, String text) {
    if (isMangled(text)) {
      throw new ConfigurationException(
          "text cannot be decoded in this locale: %s; %s".formatted(what, REMEDY));
    }
  }

  /**
   * Checks the path of a folder or file that the JVM itself works with.
   *
   * @param what what lies there, for the message
   * @throws ConfigurationException if a part of the path was lost
   */
  public static void checkPath(String what, String path) {
    check(what + " " + path, path);
  }

  /**
   * Resolves a path that a setting names.
   *
   * @param what the setting, for the message
   * @throws ConfigurationException if this locale has no such path
   */
  static Path resolve(Path folder, String path, String what) {
    try {
      return folder.resolve(path);
    } catch (InvalidPathException unusable) {
      throw new ConfigurationException(what + ": " + message(unusable));
    }
  }

  /** Returns the refused path that led to a failure; empty if none did. */
  public static Optional<InvalidPathException> refusedPath(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPathException refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  /** Returns what is wrong with a path, and what to do. */
  public static String message(InvalidPathException refused) {
    String path = refused.getInput();
    return path.indexOf('\0') >= 0
        ? "path with a null character: '%s'; correct it".formatted(path.replace('\0', '?'))
        : "path cannot be represented in this locale: '%s'; %s".formatted(path, REMEDY);
  }
}
