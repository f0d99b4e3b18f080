package pipeline.testing;

import java.nio.file.Path;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.TestLakeSettings;

/** Opens a lake on an S3 server of the tests. */
public final class TestS3Lake {
  private TestS3Lake() {}

  public static Lake open(String uri, S3Server server, Path folder) {
    return new Lake(
        ObjectStoreFactory.open(uri, TestLakeSettings.environment(folder, server.environment())));
  }
}
