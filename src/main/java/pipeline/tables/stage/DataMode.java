package pipeline.tables.stage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TextObject;

/**
 * Whether a lake holds what Spotify said or what a simulator did. Never both: nobody could tell
 * them apart.
 */
public enum DataMode {
  REAL,
  SIMULATED;

  private static final String KEY = "state/lake.json";

  private String toJson() {
    return "{\"simulated\":" + (this == SIMULATED) + "}";
  }

  /** As people are told. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a lake holds; empty where no run has said it yet.
   *
   * @throws LakeException of kind CONFIGURATION where the lake says something else
   */
  public static Optional<DataMode> find(ObjectStore store) {
    return object(store).find().map(text -> fromJson(text).orElseThrow(() -> damaged(store)));
  }

  /**
   * Makes an empty lake one of this kind; one that holds nothing but a claim, for its run failed,
   * is empty.
   *
   * @throws LakeException of kind CONFIGURATION where it is of the other kind, or says neither
   */
  public void claim(ObjectStore store) {
    Optional<String> claimed = object(store).find();
    if (claimed.flatMap(DataMode::fromJson).filter(this::equals).isPresent()) {
      return;
    }
    if (claimed.isEmpty() || isUnused(store)) {
      object(store).write(toJson() + "\n");
      return;
    }
    throw fromJson(claimed.get()).isPresent() ? mismatch(store) : damaged(store);
  }

  /** Whether a lake is of this kind, or of none yet. */
  public boolean isCompatibleWith(ObjectStore store) {
    return find(store).map(this::equals).orElse(true);
  }

  private LakeException mismatch(ObjectStore store) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        this == SIMULATED
            ? store.uri()
                + " holds data of the real Spotify; a simulated run must not write there. Set LAKE"
                + " (or --lake) to another place."
            : store.uri()
                + " holds simulated data; a run against the real Spotify must not write there. Set"
                + " LAKE (or --lake) to another place.");
  }

  private static LakeException damaged(ObjectStore store) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        "%s/%s says neither that the lake's data is simulated nor that it is real, so it was edited or cut. Write %s into it if the data came from Spotify, or else %s."
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
