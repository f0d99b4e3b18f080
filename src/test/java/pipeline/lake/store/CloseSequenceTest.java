package pipeline.lake.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseSequenceTest {
  private final List<String> closed = new ArrayList<>();

  private AutoCloseable closeable(String name) {
    return () -> closed.add(name);
  }

  private AutoCloseable failing(String name, Exception failure) {
    return () -> {
      closed.add(name);
      throw failure;
    };
  }

  @Test
  void allResourcesAreClosedAndTheFirstFailureIsThrown() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");

    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                CloseSequence.close(
                    List.of(failing("a", first), failing("b", second), closeable("c"))));

    assertSame(first, thrown);
    assertArrayEquals(new Throwable[] {second}, thrown.getSuppressed());
    assertEquals(List.of("a", "b", "c"), closed);
  }

  @Test
  void checkedFailureBecomesTheCause() {
    IOException failure = new IOException("x");

    RuntimeException thrown =
        assertThrows(
            RuntimeException.class, () -> CloseSequence.close(List.of(failing("a", failure))));

    assertSame(failure, thrown.getCause());
  }

  @Test
  void resourcesAreClosedInOrder() {
    CloseSequence.close(List.of(closeable("a"), closeable("b")));

    assertEquals(List.of("a", "b"), closed);
  }
}
