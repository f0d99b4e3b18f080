package pipeline.app;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
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
 * the app's client id, so that the lake does not contain the client id.
 */
final class LakeStateStore implements StateStore {
  private final ObjectStore store;
  private final Supplier<String> clientId;
  private @Nullable Map<String, ObjectInfo> objects;

  /**
   * Creates a store that lists its objects at the first use.
   *
   * @param clientId supplies the client id; called only at the first use, because a command that
   *     uses no state can run without a client id
   */
  LakeStateStore(ObjectStore store, Supplier<String> clientId) {
    this.store = store;
    this.clientId = clientId;
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
    return RereadPolicy.apply(() -> Optional.ofNullable(objects().get(name)).map(this::readText));
  }

  @Override
  public synchronized void write(String name, String value) {
    store.put(folder() + name, value.getBytes(StandardCharsets.UTF_8));
    objects = null;
  }

  /**
   * Returns the stored objects by name. Lists them only if there is no listing from an earlier
   * call.
   */
  private Map<String, ObjectInfo> objects() {
    if (objects == null) {
      String folder = folder();
      objects = new HashMap<>();
      for (ObjectInfo object : store.list(folder)) {
        objects.put(object.key().substring(folder.length()), object);
      }
    }
    return objects;
  }

  private String readText(ObjectInfo object) {
    try {
      return new String(store.read(object, 0, (int) object.size()), StandardCharsets.UTF_8);
    } catch (LakeException failed) {
      objects =
          null; // Another process may have replaced the object, so the next attempt lists again.
      throw failed;
    }
  }
}
