package pipeline.lake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.cli.settings.ConfigurationException;
import pipeline.cli.settings.Settings;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeLocation.S3Location;

class LakeLocationTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "s3://my-bucket,         my-bucket, ''",
    "s3://my-bucket/,        my-bucket, ''",
    "s3://my.bucket/a/b,     my.bucket, a/b",
    "s3://my-bucket//a b/c/, my-bucket, a b/c"
  })
  void addressHasBucketAndPrefix(String text, String bucket, String prefix) {
    assertEquals(new S3Location(bucket, prefix), S3Location.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://my_bucket/x",
        "s3://ab",
        "s3://Upper/x",
        "s3://-ab/x",
        "s3://bucket/a//b",
        "s3://bucket/../other",
        "s3://bucket/./x"
      })
  void settingsAndStoresRefuseTheSameAddresses(String text) {
    LakeSettings settings = TestLakeSettings.environment(folder, Map.of());
    LakeException failed =
        assertThrows(LakeException.class, () -> ObjectStoreFactory.open(text, settings));
    assertEquals(LakeException.LakeErrorKind.CONFIGURATION, failed.kind());

    Settings lake = Settings.load(Map.of("LAKE", text), folder, null, warning -> {});
    assertThrows(ConfigurationException.class, lake::lake);
  }

  @Test
  void messageNamesTheProblem() {
    IllegalArgumentException odd =
        assertThrows(IllegalArgumentException.class, () -> S3Location.parse("s3://my_bucket/x"));
    assertTrue(odd.getMessage().contains("bucket's name"), odd.getMessage());
  }
}
