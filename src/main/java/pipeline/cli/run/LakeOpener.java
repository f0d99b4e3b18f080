package pipeline.cli.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;

/** Opens object stores with the settings of a run. */
final class LakeOpener {
  private LakeOpener() {}

  /**
   * Opens a store.
   *
   * @param uri {@code s3://bucket/prefix} or {@code file:folder}
   */
  static ObjectStore open(String uri, Settings settings, ProcessEnvironment process) {
    process.environment().forEach(LakeOpener::checkDecoded);
    Map<String, String> names = new HashMap<>(process.environment());
    names.putAll(settings.aws());
    return ObjectStoreFactory.open(
        uri,
        new LakeSettings(
            process.workingFolder(),
            Path.of(System.getProperty("java.io.tmpdir")),
            names,
            settings.httpsProxy(),
            settings.noProxy(),
            settings.caBundle(),
            new S3RequestConfig(
                settings.s3Encryption(),
                settings.kmsKeyId(),
                settings.s3RequesterPays(),
                settings.s3ChunkedUploads())));
  }

  /** Checks a variable that the AWS SDK reads itself, such as the path of its configuration. */
  private static void checkDecoded(String name, String value) {
    if (name.startsWith("AWS_")) {
      LocaleCheck.check(name + " (from the environment)", value);
    }
  }
}
