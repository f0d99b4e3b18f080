package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;

/** Runs the four stages, and a rerun of each, on servers that differ from Amazon's S3. */
class OtherServersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'%s',       '\"%s\"'",
        "'\"%s\"',   'W/\"%s\"'",
        "'',         '\"%s\"'",
        "'',         ''"
      })
  void stagesAcceptEachFormOfEntityTag(String listed, String answered) {
    try (FakeBucket s3 = FakeBucket.withTags(listed, answered)) {
      runTwice(s3);
    }
  }

  @Test
  void stagesFillALakeOnAServerThatStoresFrames() {
    try (FakeBucket s3 = FakeBucket.storingFrames()) {
      runTwice(s3);

      assertEquals(
          List.of(true, false),
          s3.uploads().stream().map(FakeBucket.ReceivedRequest::isChunked).distinct().toList());
      assertFalse(s3.contents().toString().contains("chunk-signature"));
    }
  }

  private void runTwice(FakeBucket s3) {
    ObjectStore store =
        ObjectStoreFactory.open(
            "s3://bucket/lake", TestLakeSettings.environment(folder, s3.environment()));
    try (PipelineHarness harness = new PipelineHarness(folder.resolve("unused"), store)) {
      harness.runAllStages(PipelineHarness.TODAY);
      TreeMap<String, String> first = new TreeMap<>(s3.contents());

      List<Boolean> changed =
          Stream.of(
                  harness.extractReleases(PipelineHarness.TODAY),
                  harness.extractTracks(PipelineHarness.TODAY),
                  harness.transform(PipelineHarness.TODAY),
                  harness.load(PipelineHarness.TODAY))
              .map(StageOutput::changed)
              .toList();

      assertEquals(List.of(false, false, false, false), changed);
      assertEquals(first, new TreeMap<>(s3.contents()));
    }
  }
}
