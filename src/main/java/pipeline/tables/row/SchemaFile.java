package pipeline.tables.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * A committed Avro schema file. The {@code name} and {@code namespace} in the file are the name and
 * the package of the generated row record. {@link #schema()} replaces these two values, because the
 * schema in a Parquet file names the table instead. Parsing all schemas takes half as long as a
 * whole run of a stage without changes. Such a run therefore reads only the version of each schema.
 */
record SchemaFile(String resource) {
  private static final Pattern NAMES =
      Pattern.compile(
          """
            "name": "[^"]+",
            "namespace": "[^"]+",
            "table": "([^"/]+)/([^"]+)",
          """);

  private static final Pattern VERSION = Pattern.compile("\n  \"version\": ([0-9]+),\n");

  int version() {
    Matcher version = VERSION.matcher(text());
    if (!version.find()) {
      throw new IllegalStateException(resource + " has no version in a line of its own");
    }
    return Integer.parseInt(version.group(1));
  }

  Schema schema() {
    Matcher names = NAMES.matcher(text());
    return new Schema.Parser()
        .parse(names.replaceFirst("\"name\": \"$2\", \"namespace\": \"pipeline.$1\","));
  }

  private String text() {
    try (InputStream in = SchemaFile.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(resource, unreadable);
    }
  }
}
