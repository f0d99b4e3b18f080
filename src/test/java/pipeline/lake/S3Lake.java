package pipeline.lake;

import java.nio.file.Path;

/** A lake on a server of the tests. */
public final class S3Lake {
  private S3Lake() {}

  public static Lake open(String uri, S3Server server, Path folder) {
    return new Lake(ObjectStores.open(uri, SettingsOf.environment(folder, server.environment())));
  }
}
