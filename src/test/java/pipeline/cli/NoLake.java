package pipeline.cli;

import java.nio.file.Path;

/** Where no command shall get as far as the lake. */
final class NoLake implements LakeVisits {
  @Override
  public <T> T visit(Context context, Use<T> use) {
    throw new AssertionError("The lake was opened");
  }

  @Override
  public void put(Context context, String folder, String name, Path file) {
    throw new AssertionError("Something was written");
  }
}
