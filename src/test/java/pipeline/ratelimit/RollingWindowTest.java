package pipeline.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RollingWindowTest {
  private static List<java.time.Instant> at(int... seconds) {
    return IntStream.of(seconds).mapToObj(ExampleSamples.NOON::plusSeconds).toList();
  }

  @Test
  void requestThirtySecondsAgoIsNotCounted() {
    assertEquals(2, RollingWindow.countAtEnd(at(0, 1, 30)));
    assertEquals(3, RollingWindow.countAtEnd(at(0, 1, 29)));
    assertEquals(0, RollingWindow.countAtEnd(List.of()));
  }

  @Test
  void busiestWindowMayBeAnEarlierOne() {
    var sent = Stream.concat(at(0, 1, 2, 3).stream(), at(100, 120).stream()).toList();
    assertEquals(4, RollingWindow.maxCount(sent));
    assertEquals(2, RollingWindow.countAtEnd(sent));
  }
}
