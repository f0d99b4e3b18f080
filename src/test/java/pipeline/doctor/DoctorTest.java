package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.doctor.Finding.Level;

class DoctorTest {
  private static final Check OK = () -> Finding.ok("fine");
  private static final Check THROWS =
      () -> {
        throw new IOException("the disk is gone: get another");
      };

  private static List<Level> levels(Examination... all) {
    return Doctor.examine(List.of(all), one -> {}).stream()
        .map(one -> one.finding().level())
        .toList();
  }

  @Test
  void aCheckThatThrowsStopsNoOther() {
    assertEquals(
        List.of(Level.FAIL, Level.OK),
        levels(Examination.of("disk", THROWS), Examination.of("java", OK)));
  }

  @Test
  void whatNeedsAnotherIsNotLookedAtWhereThatFailed() {
    List<Diagnosis> found =
        Doctor.examine(
            List.of(
                Examination.of("lake", THROWS),
                Examination.after("lake", "tables", OK),
                Examination.after("tables", "columns", OK),
                Examination.of("java", OK)),
            one -> {});

    assertEquals(
        List.of(Level.FAIL, Level.WARN, Level.WARN, Level.OK),
        found.stream().map(one -> one.finding().level()).toList());
    assertEquals("not looked at, for \"lake\" comes first", found.get(1).finding().what());
  }

  @Test
  void aWarningIsNoReasonNotToLookFurther() {
    assertEquals(
        List.of(Level.WARN, Level.OK),
        levels(
            Examination.of("lake", () -> Finding.warn("odd", "look")),
            Examination.after("lake", "tables", OK)));
  }

  @Test
  void eachIsToldAsSoonAsItIsDone() {
    List<String> events = new ArrayList<>();
    List<Diagnosis> unused =
        Doctor.examine(
            List.of(
                Examination.of("one", () -> finding("look at one", events)),
                Examination.of("two", () -> finding("look at two", events))),
            one -> events.add("tell " + one.name()));

    assertEquals(List.of("look at one", "tell one", "look at two", "tell two"), events);
  }

  private static Finding finding(String event, List<String> events) {
    events.add(event);
    return Finding.ok("");
  }

  @Test
  void textIsWrappedWithTheRemedyBelow() {
    String text =
        DoctorText.of(
            new Diagnosis(
                "class archive", Finding.warn("word ".repeat(30).strip(), "do ".repeat(40))));

    assertTrue(text.startsWith("WARN  class archive   word word"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("\n" + " ".repeat(22) + "→ do do"), text);
    assertTrue(text.contains("\n" + " ".repeat(24) + "do do"), text);
  }

  @Test
  void jsonHasEveryCheck() {
    List<Diagnosis> found =
        Doctor.examine(
            List.of(Examination.of("disk", THROWS), Examination.of("java", OK)), one -> {});

    assertEquals(
        "{\"checks\":[{\"check\":\"disk\",\"level\":\"fail\",\"what\":\"the disk is gone: get"
            + " another\"},{\"check\":\"java\",\"level\":\"ok\",\"what\":\"fine\"}]}",
        DoctorJson.of(found));
  }
}
