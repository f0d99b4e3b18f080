package pipeline.iceberg;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.ObjectTail;

/**
 * Iceberg's files in the object stores of this project. This class reads and writes only metadata,
 * and holds each file in memory as a whole.
 */
final class StoreFileIO implements FileIO {
  private static final long serialVersionUID = 1;

  /** A file up to this size, in bytes, is read by one request. */
  private static final int TAIL_SIZE = 8 << 20;

  private static final String MANIFEST = ".avro";

  /** The maximum number of manifests (about 10 kB each) that are kept for the next read. */
  private static final int MAX_MANIFESTS = 500;

  private static final String S3 = "s3://";

  /** The object of a location. */
  record StoredObject(ObjectStore store, String key) {}

  private final transient ObjectStore lake;
  private final transient Function<String, ObjectStore> opener;
  private final transient Map<String, ObjectStore> opened = new ConcurrentHashMap<>();

  /** The content of the last manifests that were read or written, by location. */
  private final transient Map<String, byte[]> manifests =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
              return size() > MAX_MANIFESTS;
            }
          });

  /**
   * Creates an object that accesses files.
   *
   * @param lake the store of the lake, which this object does not close
   * @param opener opens the store of files outside the lake, in a bucket or in a folder of this
   *     machine
   */
  StoreFileIO(ObjectStore lake, Function<String, ObjectStore> opener) {
    this.lake = lake;
    this.opener = opener;
  }

  /**
   * Returns the object of a location.
   *
   * @throws LakeException of kind CONFIGURATION if the location is in no bucket and no folder
   */
  StoredObject resolve(String location) {
    String uri = normalize(location);
    if (uri.startsWith(lake.uri() + "/")) {
      return new StoredObject(lake, uri.substring(lake.uri().length() + 1));
    }
    for (Map.Entry<String, ObjectStore> store : opened.entrySet()) {
      if (uri.startsWith(store.getKey() + "/")) {
        return new StoredObject(store.getValue(), uri.substring(store.getKey().length() + 1));
      }
    }
    int slash = uri.startsWith(S3) ? uri.indexOf('/', S3.length()) : -1;
    if (slash < 0) {
      throw new LakeException(
          LakeErrorKind.CONFIGURATION,
          "unsupported location of an Iceberg table: %s; use a catalog whose warehouse is s3://bucket/prefix, or set ICEBERG_WAREHOUSE to the file: folder of its warehouse"
              .formatted(location));
    }
    String bucket = uri.substring(0, slash);
    return new StoredObject(opened.computeIfAbsent(bucket, opener), uri.substring(slash + 1));
  }

  /**
   * Opens the store of a location, so that {@link #resolve} finds the files below it.
   *
   * @return the URI of the location, with an absolute path
   */
  String open(String location) {
    String uri = normalize(location).replaceFirst("/+$", "");
    if (uri.startsWith(lake.uri() + "/")) {
      return uri;
    }
    ObjectStore store = opener.apply(location);
    opened.put(store.uri(), store);
    return store.uri();
  }

  /**
   * Returns the object of a test file. If the tables are in the lake, the file is in {@code work/},
   * where all runs may delete objects. Otherwise, the file is next to the tables.
   */
  StoredObject testFile(String warehouse, String name) {
    StoredObject file = resolve(warehouse + "/doctor/" + name);
    return file.store() == lake ? new StoredObject(lake, "work/doctor/" + name) : file;
  }

  /** Returns a location in the form of {@link ObjectStore#uri}. */
  static String normalize(String location) {
    String uri = location.replaceFirst("^s3[an]://", S3).replaceFirst("^file:/+", "file:/");
    return uri.startsWith("/") ? "file:" + uri : uri;
  }

  /**
   * Returns the URI of a store in the form that query engines read, such as {@code file:///path}.
   */
  static String location(String uri) {
    return uri.replaceFirst("^file:/+", "file:///");
  }

  @Override
  public InputFile newInputFile(String location) {
    return new StoredInput(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new StoredOutput(location);
  }

  /**
   * Keeps a manifest or a list of manifests, which never changes because Iceberg gives each file a
   * new name.
   */
  private void keep(String location, byte[] content) {
    if (location.endsWith(MANIFEST)) {
      manifests.put(location, content);
    }
  }

  @Override
  public void deleteFile(String location) {
    manifests.remove(location);
    StoredObject object = resolve(location);
    object.store().delete(object.key());
  }

  @Override
  public Map<String, String> properties() {
    return Map.of();
  }

  @Override
  public void close() {
    CloseSequence.close(opened.values().stream().<AutoCloseable>map(store -> store).toList());
    opened.clear();
  }

  private final class StoredInput implements InputFile {
    private final String location;
    private byte @Nullable [] content;

    private StoredInput(String location) {
      this.location = location;
      this.content = manifests.get(location);
    }

    private synchronized Optional<byte[]> find() {
      if (content == null) {
        StoredObject object = resolve(location);
        content =
            object
                .store()
                .findTail(object.key(), TAIL_SIZE)
                .map(end -> readAll(object, end))
                .orElse(null);
        if (content != null) {
          keep(location, content);
        }
      }
      return Optional.ofNullable(content);
    }

    private static byte[] readAll(StoredObject object, ObjectTail end) {
      long size = end.object().size();
      return end.bytes().length == size
          ? end.bytes()
          : object.store().read(end.object(), 0, Math.toIntExact(size));
    }

    private byte[] content() {
      return find().orElseThrow(() -> new NotFoundException("File not found: %s", location));
    }

    @Override
    public long getLength() {
      return content().length;
    }

    @Override
    public SeekableInputStream newStream() {
      return new InMemoryInputFile(location, content()).newStream();
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public boolean exists() {
      return find().isPresent();
    }
  }

  private final class StoredOutput implements OutputFile {
    private final String location;

    private StoredOutput(String location) {
      this.location = location;
    }

    /**
     * Opens the file like {@link #createOrOverwrite}. Does not check whether the file exists,
     * because Iceberg gives each file a new name.
     */
    @Override
    public PositionOutputStream create() {
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return new StoredOutputStream(location);
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public InputFile toInputFile() {
      return newInputFile(location);
    }
  }

  /** Collects the bytes of a file, and stores the file when the stream is closed. */
  private final class StoredOutputStream extends PositionOutputStream {
    private final String location;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean isClosed;

    private StoredOutputStream(String location) {
      this.location = location;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int one) {
      bytes.write(one);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      bytes.write(source, offset, length);
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        StoredObject object = resolve(location);
        byte[] content = bytes.toByteArray();
        object.store().put(object.key(), content);
        keep(location, content);
      }
    }
  }
}
