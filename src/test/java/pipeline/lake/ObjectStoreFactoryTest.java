package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;

class ObjectStoreFactoryTest {
  private static final LakeSettings SETTINGS =
      TestLakeSettings.environment(Path.of("/home/me"), Map.of());

  @ParameterizedTest
  @CsvSource({
    "file:lake,               file:/home/me/lake",
    "file:a/../lake/,         file:/home/me/lake",
    "file:/data/lake,         file:/data/lake",
    "file:///data/lake,       file:/data/lake",
    "s3://bucket,             s3://bucket",
    "s3://bucket/,            s3://bucket",
    "s3://bucket/prefix,      s3://bucket/prefix",
    "s3://my.buck-et9/a b/c/, s3://my.buck-et9/a b/c"
  })
  void schemeSelectsTheStore(String uri, String opened) {
    try (ObjectStore store = ObjectStoreFactory.open(uri, SETTINGS)) {
      assertEquals(opened, store.uri());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lake",
        "/data/lake",
        "file:",
        "file://host/lake",
        "s3a://bucket/lake",
        "s3:bucket",
        "s3://",
        "s3://ab",
        "s3://Upper/lake",
        "s3://bucket/a//b",
        "s3://bucket/../other",
        "https://bucket.s3.amazonaws.com/lake"
      })
  void otherLocationsAreRefusedWithTheFormat(String uri) {
    LakeException failure =
        assertThrows(LakeException.class, () -> ObjectStoreFactory.open(uri, SETTINGS));

    assertEquals(LakeException.LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(failure, "\"" + uri + "\"", "s3://bucket/prefix", "file:folder");
  }

  @Test
  void folderNameIsTakenLiterally() {
    try (ObjectStore store = ObjectStoreFactory.open("file:my%20lake", SETTINGS)) {
      assertEquals("file:/home/me/my%20lake", store.uri());
    }
  }
}
