package pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import pipeline.lake.Lake;

/** The lake, for the commands that look at what is there. */
public interface LakeVisits {
  /** What is done with a lake. */
  @FunctionalInterface
  interface Use<T> {
    T of(Lake lake) throws IOException;
  }

  /** Opens the lake that the settings name, for as long as it is used. */
  <T> T visit(Context context, Use<T> use) throws IOException;

  /**
   * Replaces an object of S3, in the lake's bucket or in another, at once and whole; asks with the
   * same credentials.
   *
   * @param folder {@code s3://bucket/prefix} or {@code s3://bucket}
   * @param file is gone afterwards
   */
  void put(Context context, String folder, String name, Path file);
}
