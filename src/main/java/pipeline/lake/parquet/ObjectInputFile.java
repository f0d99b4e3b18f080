package pipeline.lake.parquet;

import java.util.Arrays;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;

/**
 * One version of an object, from which the Parquet library reads. The first read fetches the tail
 * of the object, which is its last 128 kB. The tail contains the footer. If the object is small,
 * the tail is the whole object. If Parquet requires other bytes, an object of up to 4 MB is fetched
 * and cached completely. If the object is larger, only the required range is fetched, or 128 kB if
 * the range is shorter.
 */
public final class ObjectInputFile implements InputFile {
  /**
   * The number of bytes in the tail. Fetching this many bytes takes no longer than fetching the
   * footer alone.
   */
  public static final int TAIL_SIZE = 128 << 10;

  static final int MAX_FULL_READ_SIZE = 4 << 20;

  private final ObjectStore store;
  private final ObjectInfo object;
  private byte[] buffer = new byte[0];
  private long bufferStart;

  public ObjectInputFile(ObjectStore store, ObjectInfo object) {
    this.store = store;
    this.object = object;
  }

  /** Creates an input from an object whose tail has already been fetched. */
  public ObjectInputFile(ObjectStore store, ObjectTail tail) {
    this(store, tail.object());
    this.buffer = tail.bytes();
    this.bufferStart = tail.object().size() - tail.bytes().length;
  }

  public ObjectInfo object() {
    return object;
  }

  @Override
  public long getLength() {
    return object.size();
  }

  @Override
  public SeekableInputStream newStream() {
    return new RangedObjectStream(this);
  }

  synchronized byte[] read(long offset, int length) {
    if (!isBuffered(offset, length)) {
      long tail = Math.max(0, object.size() - TAIL_SIZE);
      boolean isFirstOfTail = buffer.length == 0 && offset >= tail;
      if (object.size() <= MAX_FULL_READ_SIZE && !isFirstOfTail) {
        fill(0, object.size());
      } else if (length <= TAIL_SIZE) {
        fill(Math.min(offset, tail), TAIL_SIZE);
      } else {
        return store.read(object, offset, length);
      }
    }
    int from = (int) (offset - bufferStart);
    return Arrays.copyOfRange(buffer, from, from + length);
  }

  private void fill(long from, long length) {
    buffer = store.read(object, from, (int) Math.min(length, object.size() - from));
    bufferStart = from;
  }

  private boolean isBuffered(long offset, int length) {
    return offset >= bufferStart && offset + length <= bufferStart + buffer.length;
  }

  /** Returns the URI of the object. */
  @Override
  public String toString() {
    return store.uri() + "/" + object.key();
  }
}
