package pipeline.lake;

import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * An object as Parquet reads it. Small objects come in one request and stay, larger ones by ranges
 * of this very version.
 */
final class ObjectInput implements InputFile {
  static final int WHOLE = 4 << 20;

  private final ObjectStore store;
  private final StoredObject object;
  private final int wholeUpTo;
  private byte[] whole = new byte[0];

  ObjectInput(ObjectStore store, StoredObject object) {
    this(store, object, WHOLE);
  }

  private ObjectInput(ObjectStore store, StoredObject object, int wholeUpTo) {
    this.store = store;
    this.object = object;
    this.wholeUpTo = wholeUpTo;
  }

  /** For who looks at the footer alone. */
  static ObjectInput byRanges(ObjectStore store, StoredObject object) {
    return new ObjectInput(store, object, 0);
  }

  String key() {
    return object.key();
  }

  String location() {
    return store.uri() + "/" + object.key();
  }

  @Override
  public long getLength() {
    return object.size();
  }

  @Override
  public SeekableInputStream newStream() {
    return new ObjectInputStream(this);
  }

  byte[] read(long offset, int length) {
    if (object.size() > wholeUpTo) {
      return store.read(object, offset, length);
    }
    if (whole.length == 0) {
      whole = store.read(object, 0, (int) object.size());
    }
    byte[] range = new byte[length];
    System.arraycopy(whole, (int) offset, range, 0, length);
    return range;
  }

  @Override
  public String toString() {
    return location();
  }
}
