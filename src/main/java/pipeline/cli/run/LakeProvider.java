package pipeline.cli.run;

import java.io.IOException;
import pipeline.lake.Lake;
import pipeline.lake.store.ObjectStore;

/** The lake, for the commands that look at what is there. */
public interface LakeProvider {
  /** What is done with a lake. */
  @FunctionalInterface
  interface LakeAction<T> {
    T apply(Lake lake) throws IOException;
  }

  /** What is done with a store beside the lake. */
  @FunctionalInterface
  interface StoreAction<T> {
    T apply(ObjectStore store) throws IOException;
  }

  /** Opens the lake that the settings name, for as long as it is used. */
  <T> T use(RunContext context, LakeAction<T> action) throws IOException;

  /**
   * Opens another place, with the same rights and routes, for as long as it is used.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}
   */
  <T> T use(RunContext context, String uri, StoreAction<T> action) throws IOException;
}
