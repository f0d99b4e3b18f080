package pipeline.lake.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A small object that stores a text in UTF-8, such as the objects below {@code state/}. */
public record TextObject(ObjectStore store, String key) {
  private static final int TAIL_SIZE = 4 << 10;

  /**
   * Returns the current text; empty if the object does not exist. Reads again if another process
   * replaces the object during the read.
   */
  public Optional<String> find() {
    return RereadPolicy.apply(
        () ->
            store
                .find(key)
                .map(object -> store.read(object, 0, (int) object.size()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }

  /**
   * Returns the last 4 kB of the current text; empty if the object does not exist. Unlike {@link
   * #find}, sends only one request if the object exists.
   */
  public Optional<String> findExpected() {
    return RereadPolicy.apply(
        () ->
            store
                .findTail(key, TAIL_SIZE)
                .map(tail -> new String(tail.bytes(), StandardCharsets.UTF_8)));
  }

  /** Replaces the text. If several processes write at the same time, the last write wins. */
  public void write(String text) {
    store.put(key, text.getBytes(StandardCharsets.UTF_8));
  }
}
