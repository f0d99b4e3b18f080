package pipeline.cli;

import java.io.IOException;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStore;

/** The lake, for the commands that look at what is there. */
public interface LakeVisits {
  /** What is done with a lake. */
  @FunctionalInterface
  interface Use<T> {
    T of(Lake lake) throws IOException;
  }

  /** What is done with a store beside the lake. */
  @FunctionalInterface
  interface StoreUse<T> {
    T of(ObjectStore store) throws IOException;
  }

  /** Opens the lake that the settings name, for as long as it is used. */
  <T> T visit(Context context, Use<T> use) throws IOException;

  /**
   * Opens another place, with the same rights and routes, for as long as it is used.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}
   */
  <T> T visit(Context context, String uri, StoreUse<T> use) throws IOException;
}
