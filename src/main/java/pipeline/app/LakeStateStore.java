package pipeline.app;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RereadPolicy;
import pipeline.lake.store.Sha256;
import pipeline.spotify.api.StateStore;

/**
 * A state store in the lake with one small object per value. The name of the folder is a hash of
 * the app's client id, so that the lake does not contain the client id itself.
 */
final class LakeStateStore implements StateStore {
  /**
   * The maximum age of the listing in memory. The store replaces an older listing, because other
   * processes may have written values.
   */
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final ObjectStore store;
  private final Supplier<String> clientId;
  private final Clock clock;
  private @Nullable Map<String, ObjectInfo> objects;

  private Instant listedAt = Instant.EPOCH;

  /** The objects that {@link #names} listed last, with the texts that have been read since. */
  private Map<String, ListedText> listed = new TreeMap<>();

  /** The texts that this run has written since the last listing of the objects, by name. */
  private final Map<String, String> written = new TreeMap<>();

  /** A version of an object, and its text. The text is null until it has been read. */
  private record ListedText(ObjectInfo object, @Nullable String text) {}

  /**
   * Creates a store that lists its objects at the first use.
   *
   * @param clientId supplies the client id; not called before the first use, because a command that
   *     uses no state can run without a client id
   */
  LakeStateStore(ObjectStore store, Supplier<String> clientId, Clock clock) {
    this.store = store;
    this.clientId = clientId;
    this.clock = clock;
  }

  private String folder() {
    return "state/" + hash(clientId.get()) + "/";
  }

  private static String hash(String clientId) {
    byte[] digest = Sha256.createDigest().digest(clientId.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Override
  public synchronized Optional<String> find(String name) {
    refresh();
    if (written.containsKey(name)) {
      return Optional.of(written.get(name));
    }
    ListedText known = listed.get(name);
    if (known != null && known.text() != null) {
      return Optional.of(known.text());
    }
    return RereadPolicy.apply(
        () -> Optional.ofNullable(objects().get(name)).map(object -> readText(name, object)));
  }

  @Override
  public synchronized void write(String name, String value) {
    store.put(folder() + name, value.getBytes(StandardCharsets.UTF_8));
    listed.remove(name);
    written.put(name, value);
  }

  /** Lists the objects. After this call, {@link #find} does not read an unchanged object again. */
  @Override
  public synchronized List<String> names(String prefix) {
    objects = null;
    written.clear();
    Map<String, ListedText> latest = new TreeMap<>();
    objects()
        .forEach(
            (name, object) -> {
              if (name.startsWith(prefix)) {
                ListedText known = listed.get(name);
                boolean isUnchanged = known != null && known.object().equals(object);
                latest.put(name, isUnchanged ? known : new ListedText(object, null));
              }
            });
    listed = latest;
    return List.copyOf(latest.keySet());
  }

  @Override
  public synchronized List<String> knownNames(String prefix) {
    refresh();
    return objects().keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  @Override
  public synchronized void delete(String name) {
    store.delete(folder() + name);
    listed.remove(name);
    written.remove(name);
    objects = null;
  }

  private void refresh() {
    if (objects != null && clock.instant().isAfter(listedAt.plus(MAX_AGE))) {
      List<String> unused = names("");
    }
  }

  /** Returns the stored objects by name. Lists the objects only if no listing is in memory. */
  private Map<String, ObjectInfo> objects() {
    if (objects == null) {
      String folder = folder();
      objects = new HashMap<>();
      listedAt = clock.instant();
      for (ObjectInfo object : store.list(folder)) {
        objects.put(object.key().substring(folder.length()), object);
      }
    }
    return objects;
  }

  private String readText(String name, ObjectInfo object) {
    try {
      String text = new String(store.read(object, 0, (int) object.size()), StandardCharsets.UTF_8);
      listed.computeIfPresent(name, (key, known) -> new ListedText(object, text));
      return text;
    } catch (LakeException failed) {
      objects =
          null; // Another process may have replaced the object, so the next attempt lists again.
      throw failed;
    }
  }
}
