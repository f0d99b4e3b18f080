package pipeline.lake.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address {@code s3://bucket/prefix}, taken literally, without escapes.
 *
 * @param prefix a key without slashes at its ends; empty for the whole bucket
 */
public record S3Address(String bucket, String prefix) {
  private static final String SCHEME = "s3://";

  /** The rules of S3 for the name of a bucket. */
  private static final Pattern ADDRESS =
      Pattern.compile(SCHEME + "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*)?", Pattern.DOTALL);

  /** Returns whether a text is meant as an address of S3, valid or not. */
  public static boolean isS3(String text) {
    return text.startsWith(SCHEME);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException whose message says what is wrong with the text
   */
  public static S3Address parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    String path = address.group(2) == null ? "" : address.group(2);
    String prefix = path.replaceAll("^/+|/+$", "");
    if (!prefix.isEmpty()) {
      requireKey(prefix);
    }
    return new S3Address(address.group(1), prefix);
  }

  private static void requireKey(String prefix) {
    try {
      ObjectKeys.requireKey(prefix);
    } catch (IllegalArgumentException noKey) {
      throw new IllegalArgumentException(
          "its prefix has an empty part (two slashes in a row), or one that is \".\" or \"..\"",
          noKey);
    }
  }

  @Override
  public String toString() {
    return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
