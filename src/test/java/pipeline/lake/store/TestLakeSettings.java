package pipeline.lake.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of a lake for tests, with defaults for all settings that a test does not give. */
public final class TestLakeSettings {
  private TestLakeSettings() {}

  public static LakeSettings environment(Path folder, Map<String, String> environment) {
    return requests(folder, environment, S3RequestConfig.DEFAULT);
  }

  /** Returns settings with this configuration of requests. */
  public static LakeSettings requests(
      Path folder, Map<String, String> environment, S3RequestConfig requests) {
    return new LakeSettings(
        folder,
        folder.resolve("tmp"),
        environment,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        requests);
  }
}
