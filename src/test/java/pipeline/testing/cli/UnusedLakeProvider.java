package pipeline.testing.cli;

import pipeline.cli.run.LakeProvider;
import pipeline.cli.run.RunContext;

/** Where no command shall get as far as the lake. */
public final class UnusedLakeProvider implements LakeProvider {
  @Override
  public <T> T use(RunContext context, LakeAction<T> use) {
    throw new AssertionError("The lake was opened");
  }

  @Override
  public <T> T use(RunContext context, String uri, StoreAction<T> use) {
    throw new AssertionError(uri + " was opened");
  }
}
