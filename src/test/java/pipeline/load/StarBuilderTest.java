package pipeline.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.testing.golden.GoldenFolder;

class StarBuilderTest {
  @TempDir Path scratch;

  static List<GoldenFolder> cases() {
    return GoldenFolder.list("load");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void goldenCaseGivesTheSameStarTwice(GoldenFolder folder) {
    StarResult first = StarResult.build(folder, scratch, 1000);
    StarResult second = StarResult.build(folder, scratch, 1000);
    folder.assertFiles(first.texts());
    assertEquals(first.texts(), second.texts());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sortedRunsOnDiskGiveTheSameStar(GoldenFolder folder) {
    assertEquals(
        StarResult.build(folder, scratch, 1000).texts(),
        StarResult.build(folder, scratch, 2).texts());
  }
}
