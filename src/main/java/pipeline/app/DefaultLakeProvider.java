package pipeline.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import pipeline.cli.run.LakeProvider;
import pipeline.cli.run.RunContext;
import pipeline.cli.settings.LocaleCheck;
import pipeline.cli.settings.Settings;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;

/** Opens the lake that a run's settings name. */
final class DefaultLakeProvider implements LakeProvider {
  private final Map<String, String> environment;

  DefaultLakeProvider(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public <T> T use(RunContext context, LakeAction<T> action) throws IOException {
    try (Lake lake = open(context)) {
      return action.apply(lake);
    }
  }

  @Override
  public <T> T use(RunContext context, String uri, StoreAction<T> action) throws IOException {
    try (ObjectStore store = openStore(context, uri)) {
      return action.apply(store);
    }
  }

  Lake open(RunContext context) {
    return new Lake(openStore(context, context.settings().lake().toString()));
  }

  /** The SDK reads these by itself, and would look for a file or profile of another name. */
  private static void check(String name, String value) {
    if (name.startsWith("AWS_")) {
      LocaleCheck.check(name + " (from the environment)", value);
    }
  }

  private ObjectStore openStore(RunContext context, String uri) {
    environment.forEach(DefaultLakeProvider::check);
    Settings settings = context.settings();
    Map<String, String> names = new HashMap<>(environment);
    names.putAll(settings.aws());
    Path tempDirectory = Path.of(System.getProperty("java.io.tmpdir"));
    return ObjectStoreFactory.open(
        uri,
        new LakeSettings(
            context.workingFolder(),
            tempDirectory,
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
}
