package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.doctor.CheckResult.CheckLevel;

class CheckRunnerTest {
  private static final HealthCheck OK = () -> CheckResult.ok("fine");
  private static final HealthCheck THROWS =
      () -> {
        throw new IOException("the disk is gone: get another");
      };

  private static List<CheckLevel> levels(CheckDefinition... all) {
    return CheckRunner.runAll(List.of(all), one -> {}).stream()
        .map(one -> one.result().level())
        .toList();
  }

  @Test
  void failingCheckStopsNoOther() {
    assertEquals(
        List.of(CheckLevel.FAIL, CheckLevel.OK),
        levels(CheckDefinition.create("disk", THROWS), CheckDefinition.create("java", OK)));
  }

  @Test
  void failedCheckSkipsDependentChecks() {
    List<NamedCheckResult> found =
        CheckRunner.runAll(
            List.of(
                CheckDefinition.create("lake", THROWS),
                CheckDefinition.dependingOn("lake", "tables", OK),
                CheckDefinition.dependingOn("tables", "columns", OK),
                CheckDefinition.create("java", OK)),
            one -> {});

    assertEquals(
        List.of(CheckLevel.FAIL, CheckLevel.WARN, CheckLevel.WARN, CheckLevel.OK),
        found.stream().map(one -> one.result().level()).toList());
    assertEquals("not looked at, for \"lake\" comes first", found.get(1).result().message());
  }

  @Test
  void warningDoesNotSkipDependentChecks() {
    assertEquals(
        List.of(CheckLevel.WARN, CheckLevel.OK),
        levels(
            CheckDefinition.create("lake", () -> CheckResult.warn("odd", "look")),
            CheckDefinition.dependingOn("lake", "tables", OK)));
  }

  @Test
  void eachResultIsPrintedAtOnce() {
    List<String> events = new ArrayList<>();
    List<NamedCheckResult> unused =
        CheckRunner.runAll(
            List.of(
                CheckDefinition.create("one", () -> finding("look at one", events)),
                CheckDefinition.create("two", () -> finding("look at two", events))),
            one -> events.add("tell " + one.name()));

    assertEquals(List.of("look at one", "tell one", "look at two", "tell two"), events);
  }

  private static CheckResult finding(String event, List<String> events) {
    events.add(event);
    return CheckResult.ok("");
  }

  @Test
  void textIsWrappedWithTheRemedyBelow() {
    String text =
        DoctorText.format(
            new NamedCheckResult(
                "class archive", CheckResult.warn("word ".repeat(30).strip(), "do ".repeat(40))));

    assertTrue(text.startsWith("WARN  class archive   word word"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("\n" + " ".repeat(22) + "→ do do"), text);
    assertTrue(text.contains("\n" + " ".repeat(24) + "do do"), text);
  }

  @Test
  void jsonHasEachCheck() {
    List<NamedCheckResult> found =
        CheckRunner.runAll(
            List.of(CheckDefinition.create("disk", THROWS), CheckDefinition.create("java", OK)),
            one -> {});

    assertEquals(
        "{\"checks\":[{\"check\":\"disk\",\"level\":\"fail\",\"what\":\"the disk is gone: get"
            + " another\"},{\"check\":\"java\",\"level\":\"ok\",\"what\":\"fine\"}]}",
        DoctorJson.format(found));
  }
}
