package pipeline.spotify.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PagedResultTest {
  private static final PagedResult<String> COMPLETE =
      new PagedResult<>(List.of("a", "b"), List.of(0, 1), false, true, 0, null);

  @Test
  void limitedResultIsNotComplete() {
    assertEquals(
        new PagedResult<>(List.of("a"), List.of(0), true, false, 0, null), COMPLETE.limitTo(1));
    assertEquals(COMPLETE, COMPLETE.limitTo(2));
  }
}
