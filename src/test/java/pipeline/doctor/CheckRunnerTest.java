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
    return CheckRunner.examine(List.of(all), one -> {}).stream()
        .map(one -> one.finding().level())
        .toList();
  }

  @Test
  void aCheckThatThrowsStopsNoOther() {
    assertEquals(
        List.of(CheckLevel.FAIL, CheckLevel.OK),
        levels(CheckDefinition.of("disk", THROWS), CheckDefinition.of("java", OK)));
  }

  @Test
  void whatNeedsAnotherIsNotLookedAtWhereThatFailed() {
    List<NamedResult> found =
        CheckRunner.examine(
            List.of(
                CheckDefinition.of("lake", THROWS),
                CheckDefinition.after("lake", "tables", OK),
                CheckDefinition.after("tables", "columns", OK),
                CheckDefinition.of("java", OK)),
            one -> {});

    assertEquals(
        List.of(CheckLevel.FAIL, CheckLevel.WARN, CheckLevel.WARN, CheckLevel.OK),
        found.stream().map(one -> one.finding().level()).toList());
    assertEquals("not looked at, for \"lake\" comes first", found.get(1).finding().what());
  }

  @Test
  void aWarningIsNoReasonNotToLookFurther() {
    assertEquals(
        List.of(CheckLevel.WARN, CheckLevel.OK),
        levels(
            CheckDefinition.of("lake", () -> CheckResult.warn("odd", "look")),
            CheckDefinition.after("lake", "tables", OK)));
  }

  @Test
  void eachIsToldAsSoonAsItIsDone() {
    List<String> events = new ArrayList<>();
    List<NamedResult> unused =
        CheckRunner.examine(
            List.of(
                CheckDefinition.of("one", () -> finding("look at one", events)),
                CheckDefinition.of("two", () -> finding("look at two", events))),
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
        DoctorText.of(
            new NamedResult(
                "class archive", CheckResult.warn("word ".repeat(30).strip(), "do ".repeat(40))));

    assertTrue(text.startsWith("WARN  class archive   word word"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("\n" + " ".repeat(22) + "→ do do"), text);
    assertTrue(text.contains("\n" + " ".repeat(24) + "do do"), text);
  }

  @Test
  void jsonHasEveryCheck() {
    List<NamedResult> found =
        CheckRunner.examine(
            List.of(CheckDefinition.of("disk", THROWS), CheckDefinition.of("java", OK)), one -> {});

    assertEquals(
        "{\"checks\":[{\"check\":\"disk\",\"level\":\"fail\",\"what\":\"the disk is gone: get"
            + " another\"},{\"check\":\"java\",\"level\":\"ok\",\"what\":\"fine\"}]}",
        DoctorJson.of(found));
  }
}
