package pipeline.doctor;

import java.util.List;

/**
 * A check and its place among the others.
 *
 * @param name in two or three words
 * @param needs names of checks before it, without which it makes no sense
 */
public record Examination(String name, List<String> needs, Check check) {
  public Examination {
    needs = List.copyOf(needs);
  }

  public static Examination of(String name, Check check) {
    return new Examination(name, List.of(), check);
  }

  public static Examination after(String needed, String name, Check check) {
    return new Examination(name, List.of(needed), check);
  }
}
