package pipeline.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Template text in the jar. */
public final class SqlResource {
  private SqlResource() {}

  /** Returns the text of a resource, such as {@code /sql/listings.sql}. */
  public static String read(String path) {
    try (InputStream in =
        Objects.requireNonNull(SqlResource.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(path, unreadable);
    }
  }
}
