package pipeline.lake.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A small object with a text in UTF-8, such as those below {@code state/}. */
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
   * Returns the current text like {@link #find}, by one request if the object exists.
   *
   * @return the last 4 kB of the text
   */
  public Optional<String> findExpected() {
    return RereadPolicy.apply(
        () ->
            store
                .findTail(key, TAIL_SIZE)
                .map(tail -> new String(tail.bytes(), StandardCharsets.UTF_8)));
  }

  /** Replaces the text; the last write wins. */
  public void write(String text) {
    store.put(key, text.getBytes(StandardCharsets.UTF_8));
  }
}
