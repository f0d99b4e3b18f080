package pipeline.tables.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * A committed Avro schema. To parse it costs as much as half of a stage that has nothing to do, and
 * such a stage wants its version only.
 */
record SchemaFile(String resource) {
  private static final Pattern VERSION = Pattern.compile("\n  \"version\": ([0-9]+),\n");

  int version() {
    Matcher version = VERSION.matcher(text());
    if (!version.find()) {
      throw new IllegalStateException(resource + " names no version in a line of its own");
    }
    return Integer.parseInt(version.group(1));
  }

  Schema schema() {
    return new Schema.Parser().parse(text());
  }

  private String text() {
    try (InputStream in = SchemaFile.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(resource, unreadable);
    }
  }
}
