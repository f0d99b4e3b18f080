package pipeline.sql;

import java.net.URI;
import java.util.Optional;
import pipeline.lake.Table;

/**
 * The location of the lake.
 *
 * @param uri {@code s3://bucket/prefix}, or {@code file:} and an absolute folder
 * @param region the region of the bucket; empty if the engine determines it
 * @param endpoint the endpoint of an S3-compatible server; empty for Amazon S3
 */
public record SqlLakeSource(String uri, Optional<String> region, Optional<URI> endpoint) {
  private static final String FILE = "file:";

  public boolean isS3() {
    return !uri.startsWith(FILE);
  }

  /** Returns the absolute folder of a local lake, or the URI of a lake in S3. */
  public String path() {
    return isS3() ? uri : uri.substring(FILE.length());
  }

  /** Returns the folder of a table, which contains its partitions. */
  String folder(Table<?> table) {
    return uri + "/" + table.folder();
  }
}
