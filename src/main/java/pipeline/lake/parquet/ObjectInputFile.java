package pipeline.lake.parquet;

import java.util.Arrays;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;

/**
 * One version of an object as input of Parquet. The first read fetches the tail of the object. The
 * tail has the footer, and for most objects it is the whole object. If other bytes are required, a
 * small object is fetched as a whole and cached. Of a large object, only the required ranges are
 * fetched; a small range is fetched together with the bytes that follow it.
 */
public final class ObjectInputFile implements InputFile {
  /**
   * The number of bytes in the tail. Fetching an object of this size takes no longer than fetching
   * only its footer.
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

  /** Creates an input whose tail is already fetched. */
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

  /** Returns the location of the object. */
  @Override
  public String toString() {
    return store.uri() + "/" + object.key();
  }
}
