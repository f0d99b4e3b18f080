package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.doctor.CheckDefinition.HealthCheck;
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
  void failedCheckDoesNotStopOtherChecks() {
    assertEquals(
        List.of(CheckLevel.FAIL, CheckLevel.OK),
        levels(CheckDefinition.create("disk", THROWS), CheckDefinition.create("java", OK)));
  }

  @Test
  void failedCheckSkipsDependentChecks() {
    List<NamedCheckResult> results =
        CheckRunner.runAll(
            List.of(
                CheckDefinition.create("lake", THROWS),
                CheckDefinition.dependingOn("lake", "tables", OK),
                CheckDefinition.dependingOn("tables", "columns", OK),
                CheckDefinition.create("java", OK)),
            one -> {});

    assertEquals(
        List.of(CheckLevel.FAIL, CheckLevel.WARN, CheckLevel.WARN, CheckLevel.OK),
        results.stream().map(one -> one.result().level()).toList());
    assertEquals(
        "skipped because the check \"lake\" did not pass", results.get(1).result().message());
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
                CheckDefinition.create("one", () -> result("run one", events)),
                CheckDefinition.create("two", () -> result("run two", events))),
            one -> events.add("print " + one.name()));

    assertEquals(List.of("run one", "print one", "run two", "print two"), events);
  }

  private static CheckResult result(String event, List<String> events) {
    events.add(event);
    return CheckResult.ok("");
  }

  @Test
  void textIsWrappedWithTheRemedyBelow() {
    String text =
        DoctorOutput.formatText(
            new NamedCheckResult(
                "class archive", CheckResult.warn("word ".repeat(30).strip(), "do ".repeat(40))));

    assertTrue(text.startsWith("WARN  class archive   word word"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("\n" + " ".repeat(22) + "→ do do"), text);
    assertTrue(text.contains("\n" + " ".repeat(24) + "do do"), text);
  }

  @Test
  void jsonHasEachCheck() {
    List<NamedCheckResult> results =
        CheckRunner.runAll(
            List.of(CheckDefinition.create("disk", THROWS), CheckDefinition.create("java", OK)),
            one -> {});

    assertEquals(
        "{\"checks\":[{\"check\":\"disk\",\"level\":\"fail\",\"what\":\"the disk is gone: get"
            + " another\"},{\"check\":\"java\",\"level\":\"ok\",\"what\":\"fine\"}]}",
        DoctorOutput.formatJson(results));
  }
}
