package pipeline.cli;

import java.io.IOException;
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
}
