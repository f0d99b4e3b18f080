package pipeline.sql;

import java.net.URI;
import java.util.Optional;
import pipeline.lake.Table;

/**
 * Where the lake is, as an engine has to be told.
 *
 * @param uri {@code s3://bucket/prefix}, or {@code file:} and an absolute folder
 * @param region of the bucket; empty where the engine finds out by itself
 * @param endpoint of another maker's S3; empty for Amazon's
 */
public record SqlLakeSource(String uri, Optional<String> region, Optional<URI> endpoint) {
  private static final String FILE = "file:";

  boolean isS3() {
    return !uri.startsWith(FILE);
  }

  /** The absolute folder, or the whole URI of S3. */
  String path() {
    return isS3() ? uri : uri.substring(FILE.length());
  }

  /** Below which a table's partitions lie. */
  String folder(Table<?> table) {
    return uri + "/" + table.folder();
  }
}
