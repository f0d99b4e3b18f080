package pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import pipeline.cli.settings.ConfigurationException;
import pipeline.lake.ObjectStore;

/**
 * Whether a lake holds what Spotify said or what a simulator did. Never both: nobody could tell
 * them apart.
 */
enum LakeKind {
  REAL,
  SIMULATED;

  private static final String KEY = "state/lake.json";

  private String json() {
    return "{\"simulated\":" + (this == SIMULATED) + "}\n";
  }

  /**
   * Makes an empty lake one of this kind; one that holds nothing but the other kind's claim, for
   * its run failed, is empty.
   *
   * @throws ConfigurationException where it is of the other kind
   */
  void claim(ObjectStore store) {
    Optional<String> claimed = claimed(store);
    if (claimed.isPresent() && claimed.get().equals(json())) {
      return;
    }
    if (claimed.isEmpty() || holdsNothing(store)) {
      store.put(KEY, json().getBytes(StandardCharsets.UTF_8));
    } else {
      throw new ConfigurationException(
          this == SIMULATED
              ? store.uri()
                  + " holds data of the real Spotify; a simulated run must not write there. Set LAKE"
                  + " (or --lake) to another place."
              : store.uri()
                  + " holds simulated data; a run against the real Spotify must not write there. Set"
                  + " LAKE (or --lake) to another place.");
    }
  }

  private static boolean holdsNothing(ObjectStore store) {
    return Stream.of("state/", "raw/", "work/")
        .flatMap(folder -> store.list(folder).stream())
        .allMatch(object -> object.key().equals(KEY));
  }

  /** Whether a lake is of this kind, or of none yet. */
  boolean suits(ObjectStore store) {
    return claimed(store).map(json()::equals).orElse(true);
  }

  private static Optional<String> claimed(ObjectStore store) {
    return store.list(KEY).stream()
        .filter(object -> object.key().equals(KEY))
        .findFirst()
        .map(object -> store.read(object, 0, (int) object.size()))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
