package pipeline.iceberg;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import pipeline.lake.store.ObjectStore;

/** A store that ignores If-None-Match: it replaces an existing object. */
final class UnconditionalStore {
  private UnconditionalStore() {}

  static ObjectStore of(ObjectStore store) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("putIfAbsent")) {
                store.put((String) arguments[0], (byte[]) arguments[1]);
                return true;
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
