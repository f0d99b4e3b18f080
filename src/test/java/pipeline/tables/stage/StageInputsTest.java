package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;

/** Checks that reading restarts if a concurrent run replaces an input, at most three times. */
class StageInputsTest {
  private int starts;

  /** Reads an input. The first reads fail, and {@code failures} is their number. */
  private String read(int failures, LakeException failure) {
    return StageInputs.retryOnReplaced(
        () -> {
          if (++starts <= failures) {
            throw failure;
          }
          return "read at start " + starts;
        });
  }

  private static LakeException failure(LakeErrorKind kind) {
    return new LakeException(kind, "x");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void replacedInputRepeatsTheWork(int times) {
    assertEquals("read at start " + (times + 1), read(times, failure(LakeErrorKind.REPLACED)));
  }

  @Test
  void thirdReplacedInputFails() {
    LakeException replaced = failure(LakeErrorKind.REPLACED);

    assertSame(replaced, assertThrows(LakeException.class, () -> read(9, replaced)));
    assertEquals(3, starts);
  }

  @ParameterizedTest
  @EnumSource(value = LakeErrorKind.class, names = "REPLACED", mode = EnumSource.Mode.EXCLUDE)
  void otherFailuresAreNotRepeated(LakeErrorKind kind) {
    LakeException other = failure(kind);

    assertSame(other, assertThrows(LakeException.class, () -> read(9, other)));
    assertEquals(1, starts);
  }
}
