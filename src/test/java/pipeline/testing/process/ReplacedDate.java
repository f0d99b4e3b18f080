package pipeline.testing.process;

import java.nio.file.Path;
import java.time.LocalDate;
import pipeline.testing.PipelineHarness;

/**
 * A date of a lake, and the same date after its partitions were replaced.
 *
 * @param first the lake with the first version of the date
 * @param second the lake with the second version
 */
public record ReplacedDate(LakeFolder first, LakeFolder second) {
  public static final LocalDate DS = PipelineHarness.TODAY;

  /** Runs the four stages for both versions. */
  public static ReplacedDate create(Path folder) {
    LakeFolder lake = new LakeFolder(folder.resolve("second"));
    try (PipelineHarness harness = new PipelineHarness(lake.root())) {
      harness.setAlbums(20).runAllStages(DS);
      LakeFolder first =
          lake.copyTo(folder.resolve("first"), LakeFolder.LAYERS.toArray(String[]::new));
      harness.setAlbums(22).runAllStages(DS);
      return new ReplacedDate(first, lake);
    }
  }
}
