package pipeline.it.faults;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * A fault of network connections.
 *
 * @param stream upstream (to the server) or downstream
 * @param toxicity share of the connections, in percent
 * @param attributes of the toxic, as toxiproxy documents them
 */
record NetworkFault(String type, String stream, int toxicity, Map<String, Integer> attributes) {
  private static final int KINDS = 8;

  /** Returns a fault with random attributes. The number {@code turn} selects the kind. */
  static NetworkFault any(int turn, SplittableRandom random) {
    String stream = random.nextBoolean() ? "upstream" : "downstream";
    int some = 20 + random.nextInt(81);
    return switch (turn % KINDS) {
      case 0 -> new NetworkFault("latency", stream, 100, Map.of("latency", 200, "jitter", 150));
      case 1 -> new NetworkFault("limit_data", "downstream", some, bytes(random));
      case 2 -> new NetworkFault("bandwidth", stream, 100, Map.of("rate", 64));
      case 3 ->
          new NetworkFault("reset_peer", stream, some / 2, Map.of("timeout", random.nextInt(300)));
      case 4 -> new NetworkFault("slow_close", stream, 100, Map.of("delay", 1000));
      case 5 -> new NetworkFault("limit_data", "upstream", some, bytes(random));
      case 6 ->
          new NetworkFault("timeout", stream, some / 2, Map.of("timeout", 1 + random.nextInt(500)));
      default ->
          new NetworkFault(
              "slicer", stream, 100, Map.of("average_size", 64, "size_variation", 32, "delay", 50));
    };
  }

  private static Map<String, Integer> bytes(SplittableRandom random) {
    return Map.of("bytes", 1 << random.nextInt(6, 17));
  }

  Map<String, Object> toMap() {
    return Map.of(
        "name",
        type + "_" + stream,
        "type",
        type,
        "stream",
        stream,
        "toxicity",
        toxicity / 100.0,
        "attributes",
        attributes);
  }

  @Override
  public String toString() {
    return "%s %s %s of %d %%".formatted(type, stream, attributes, toxicity);
  }
}
