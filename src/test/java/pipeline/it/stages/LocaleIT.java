package pipeline.it.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.ObjectStore;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.JarWithCdsArchive;
import pipeline.testing.process.LakeFingerprints;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/**
 * Runs the jar in other time zones, and in locales with other digits, upper-case letters and
 * calendars. The rows of raw tables and the bytes of clean and analytics tables must stay the same,
 * and the digits in messages too.
 */
class LocaleIT {
  private static final ExampleDay DAY = ExampleDay.get();
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final String LINE = "run --date " + ExampleDay.DS;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.timezone=UTC -Duser.language=en",
        "-Duser.timezone=America/Los_Angeles -Duser.language=tr -Duser.country=TR",
        "-Duser.timezone=Asia/Kolkata -Duser.language=ar -Duser.country=EG",
        "-Duser.timezone=Pacific/Kiritimati -Duser.language=th -Duser.country=TH -Duser.variant=TH"
      })
  void anyLocaleAndTimeZoneGivesTheSameBytes(String options) {
    assertGivesTheSameBytes(PipelineJar.onThisJvm(), options);
  }

  @Test
  void java25InAnotherLocaleGivesTheSameBytes() {
    assertGivesTheSameBytes(
        PipelineJar.onJava25(),
        "-Duser.timezone=Pacific/Kiritimati -Duser.language=ar -Duser.country=EG");
  }

  @Test
  void numbersInMessagesHaveTheSameDigitsInEveryLocale() {
    PipelineJar jvm = PipelineJar.onThisJvm();
    JarRunner runner = DAY.runner.with("S3_READ_AHEAD", "99");
    List<String> command =
        JarWithCdsArchive.forJvm(jvm)
            .command(jvm, List.of("-Duser.language=ar", "-Duser.country=EG"), "status");
    ProcessResult result =
        RunningProcess.start(ExampleDay.newFolder("digits"), runner.environment(), command).await();
    assertTrue(result.err().contains("set it to a number from 1 to 48"), result.err());
  }

  private static void assertGivesTheSameBytes(PipelineJar jvm, String options) {
    Path folder = ExampleDay.newFolder("locale");
    LakeFolder lake = new LakeFolder(folder.resolve("lake"));
    JarRunner runner = DAY.runner.withLake(lake.root());
    List<String> command =
        JarWithCdsArchive.forJvm(jvm).command(jvm, List.of(SPACE.split(options)), LINE);
    RunningProcess.start(folder, runner.environment(), command).await().requireSuccess();
    assertEquals(
        List.of(),
        LakeFingerprints.differences(fingerprints(DAY.lake), fingerprints(lake)),
        options);
  }

  private static SortedMap<String, String> fingerprints(LakeFolder lake) {
    try (ObjectStore store = new FileObjectStore(lake.root())) {
      return LakeFingerprints.from(store, LocalDate.parse(ExampleDay.DS));
    }
  }
}
