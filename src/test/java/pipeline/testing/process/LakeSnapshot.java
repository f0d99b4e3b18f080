package pipeline.testing.process;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;

/** The objects of a lake at one point in time, except the objects in {@code work/}. */
public record LakeSnapshot(Map<String, byte[]> objects) {
  private static final String WORK = "work/";

  public static LakeSnapshot from(ObjectStore store) {
    Map<String, byte[]> objects = new TreeMap<>();
    for (ObjectInfo object : store.list("")) {
      if (!object.key().startsWith(WORK)) {
        objects.put(object.key(), read(store, object));
      }
    }
    return new LakeSnapshot(objects);
  }

  static byte[] read(ObjectStore store, ObjectInfo object) {
    return store.read(object, 0, Math.toIntExact(object.size()));
  }

  /** Restores the lake and deletes the objects in {@code work/}, except temporary files. */
  public void restore(ObjectStore store) {
    Map<String, byte[]> missing = new HashMap<>(objects);
    for (ObjectInfo object : store.list("")) {
      byte[] original = objects.get(object.key());
      if (original == null) {
        store.delete(object.key());
      } else if (original.length == object.size() && Arrays.equals(original, read(store, object))) {
        missing.remove(object.key());
      }
    }
    missing.forEach(store::put);
  }
}
