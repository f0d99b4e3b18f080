package pipeline.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import pipeline.lake.Lake;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;

/**
 * Whether an object can be listed, written, read and deleted, in a corner of {@code work/}.
 *
 * @param name unlike that of any other run's
 */
public record LakeAccessCheck(Supplier<Lake> lake, String name) implements HealthCheck {
  private static final String TEST_FOLDER = "work/doctor/";

  @Override
  public CheckResult check() {
    ObjectStore store = lake.get().store();
    String key = TEST_FOLDER + name;
    byte[] bytes = ("written by doctor, " + name).getBytes(StandardCharsets.UTF_8);
    Optional<ObjectInfo> before = find(store, key);
    store.put(key, bytes);
    try {
      read(store, key, bytes);
    } catch (RuntimeException failed) {
      try {
        store.delete(key);
      } catch (RuntimeException alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      throw failed;
    }
    store.delete(key);
    if (before.isPresent() || find(store, key).isPresent()) {
      throw brokenStorage(store, key, "is still listed after it was deleted");
    }
    return CheckResult.ok(store.uri() + " can be listed, written, read and deleted from");
  }

  private static void read(ObjectStore store, String key, byte[] bytes) {
    ObjectInfo written =
        find(store, key)
            .orElseThrow(() -> brokenStorage(store, key, "is not listed after it was written"));
    if (!Arrays.equals(bytes, store.read(written, 0, (int) written.size()))) {
      throw brokenStorage(store, key, "is not read as it was written");
    }
  }

  private static Optional<ObjectInfo> find(ObjectStore store, String key) {
    return store.list(key).stream().filter(object -> object.key().equals(key)).findFirst();
  }

  private static LakeException brokenStorage(ObjectStore store, String key, String problem) {
    return new LakeException(
        LakeException.LakeErrorKind.UNREACHABLE,
        "%s/%s %s: this storage does not keep what S3 promises; use another."
            .formatted(store.uri(), key, problem));
  }
}
