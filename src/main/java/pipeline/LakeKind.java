package pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import pipeline.cli.settings.ConfigurationException;
import pipeline.lake.ObjectStore;
import pipeline.lake.StoredObject;

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
   * Makes an empty lake one of this kind.
   *
   * @throws ConfigurationException where it is of the other kind
   */
  void claim(ObjectStore store) {
    List<StoredObject> found =
        store.list(KEY).stream().filter(object -> object.key().equals(KEY)).toList();
    if (found.isEmpty()) {
      store.put(KEY, json().getBytes(StandardCharsets.UTF_8));
      return;
    }
    byte[] bytes = store.read(found.get(0), 0, (int) found.get(0).size());
    if (!new String(bytes, StandardCharsets.UTF_8).equals(json())) {
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
}
