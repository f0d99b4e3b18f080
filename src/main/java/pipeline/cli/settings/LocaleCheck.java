package pipeline.cli.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks for text that the locale of this process cannot represent. With LANG=C, Java decodes each
 * byte that is not ASCII as the replacement character, and writes files under wrong names.
 */
public final class LocaleCheck {
  /** The remedy in messages about text that the locale cannot represent. */
  private static final String REMEDY =
      "set LC_ALL=C.UTF-8 (or LANG=C.UTF-8 if LC_ALL is not set) and rerun";

  private static final char REPLACEMENT = '\uFFFD';

  private LocaleCheck() {}

  /** Returns whether decoding has lost a part of the text. */
  private static boolean isMangled(String text) {
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
   * Checks a text from the operating system.
   *
   * @param what the origin of the text, for the message. The message does not quote the text,
   *     because the text may be a secret.
   * @throws ConfigurationException if a part of the text was lost
   */
  public static void check(String what, String text) {
    if (isMangled(text)) {
      throw new ConfigurationException(
          "text cannot be decoded in this locale: %s; %s".formatted(what, REMEDY));
    }
  }

  /**
   * Checks the path of a folder or file that the JVM itself uses.
   *
   * @param what a description of the folder or file, for the message
   * @throws ConfigurationException if a part of the path was lost
   */
  public static void checkPath(String what, String path) {
    check(what + " " + path, path);
  }

  /**
   * Resolves a path from a setting.
   *
   * @param what the setting, for the message
   * @throws ConfigurationException if this locale cannot represent the path
   */
  static Path resolve(Path folder, String path, String what) {
    try {
      return folder.resolve(path);
    } catch (InvalidPathException invalid) {
      throw new ConfigurationException(what + ": " + message(invalid));
    }
  }

  /**
   * Searches a failure and its causes for an exception about an invalid path, and returns the first
   * one; empty if there is none.
   */
  public static Optional<InvalidPathException> refusedPath(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPathException refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  /** Returns a message that describes the problem of a path and the remedy. */
  public static String message(InvalidPathException refused) {
    String path = refused.getInput();
    return path.indexOf('\0') >= 0
        ? "path with a null character: '%s'; correct it".formatted(path.replace('\0', '?'))
        : "path cannot be represented in this locale: '%s'; %s".formatted(path, REMEDY);
  }
}
