package pipeline.tables.stage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TextObject;

/**
 * The origin of a lake's data: Spotify or the simulator. A lake never holds data of both, because
 * nothing in the tables distinguishes simulated from real data.
 */
public enum DataMode {
  REAL,
  SIMULATED;

  private static final String KEY = "state/lake.json";

  private String toJson() {
    return "{\"simulated\":" + (this == SIMULATED) + "}";
  }

  /** Returns {@code real} or {@code simulated}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the mode of a lake; empty if no run has recorded one.
   *
   * @throws LakeException of kind CONFIGURATION if the record is damaged
   */
  public static Optional<DataMode> find(ObjectStore store) {
    return object(store)
        .findExpected()
        .map(text -> fromJson(text).orElseThrow(() -> damaged(store)));
  }

  /**
   * Records this mode in the lake, unless the lake already has this mode. A different or damaged
   * record is replaced if the lake contains nothing else, for example after a failed run.
   *
   * @throws LakeException of kind CONFIGURATION if the lake has other content, and its record is
   *     damaged or has the other mode
   */
  public void claim(ObjectStore store) {
    Optional<String> claimed = object(store).findExpected();
    if (claimed.flatMap(DataMode::fromJson).filter(this::equals).isPresent()) {
      return;
    }
    if (claimed.isEmpty() || isUnused(store)) {
      object(store).write(toJson() + "\n");
      return;
    }
    throw fromJson(claimed.get()).isPresent() ? mismatch(store) : damaged(store);
  }

  /**
   * Returns whether the lake has this mode or no recorded mode.
   *
   * @throws LakeException of kind CONFIGURATION if the record is damaged
   */
  public boolean isCompatibleWith(ObjectStore store) {
    return find(store).map(this::equals).orElse(true);
  }

  private LakeException mismatch(ObjectStore store) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        "a %s run must not write to a lake of %s data: %s; set LAKE or --lake to another lake"
            .formatted(label(), this == SIMULATED ? REAL.label() : SIMULATED.label(), store.uri()));
  }

  private static LakeException damaged(ObjectStore store) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        "damaged state: %s/%s; write %s to this file if the data came from Spotify, otherwise %s"
            .formatted(store.uri(), KEY, REAL.toJson(), SIMULATED.toJson()));
  }

  private static boolean isUnused(ObjectStore store) {
    return Stream.of("state/", "raw/", "work/")
        .flatMap(folder -> store.list(folder).stream())
        .allMatch(object -> object.key().equals(KEY));
  }

  private static TextObject object(ObjectStore store) {
    return new TextObject(store, KEY);
  }

  private static Optional<DataMode> fromJson(String text) {
    String compact = text.replaceAll("\\s", "");
    return Stream.of(values()).filter(mode -> mode.toJson().equals(compact)).findFirst();
  }
}
