package pipeline.lake.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.IoErrorTranslator;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectKeys;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.RangeReads;
import pipeline.lake.store.TemporaryFiles;

/**
 * An object store in a local folder. An object is a file, and a rename replaces the file
 * atomically. The first write creates the folder.
 *
 * <p>All temporary files are in one folder outside the tables, so that a killed process leaves no
 * temporary files in a table.
 */
public final class FileObjectStore implements ObjectStore {
  /**
   * The folder for temporary files. This folder is on the same file system as the objects, because
   * a rename is atomic only within one file system. The key of an object must not begin with this
   * prefix.
   */
  static final String TEMP_PREFIX = "work/tmp/";

  private static final int MAX_ATTEMPTS = 20;

  /**
   * The texts of the errors EPERM, EOPNOTSUPP and ENOSYS. Linux refuses a hard link with one of
   * these errors if the file system does not support hard links.
   */
  private static final Set<String> NO_HARD_LINKS =
      Set.of("Operation not permitted", "Operation not supported", "Function not implemented");

  private final Path root;
  private final FileTreeLister listing;

  public FileObjectStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.listing = new FileTreeLister(this.root);
  }

  @Override
  public String uri() {
    return "file:" + root;
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    try {
      return listing.listObjects(ObjectKeys.requirePrefix(prefix));
    } catch (IOException failed) {
      throw IoErrorTranslator.readFailure(location(prefix), failed);
    }
  }

  @Override
  public List<String> listFolders(String prefix) {
    try {
      return listing.listFolders(ObjectKeys.requireFolder(prefix));
    } catch (IOException failed) {
      throw IoErrorTranslator.readFailure(location(prefix), failed);
    }
  }

  @Override
  public byte[] read(ObjectInfo object, long offset, int length) {
    Objects.checkFromToIndex(offset, offset + length, object.size());
    Path file = file(object.key());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // The attributes are read after the file is opened. If they match those of the listed
      // version, the open file is that version.
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (!FileTreeLister.etag(now).equals(object.etag())) {
        throw RangeReads.replaced(this, object, null);
      }
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw RangeReads.replaced(this, object, null);
        }
      }
      return bytes.array();
    } catch (NoSuchFileException gone) {
      throw RangeReads.replaced(this, object, gone);
    } catch (IOException failed) {
      throw IoErrorTranslator.readFailure(location(object.key()), failed);
    }
  }

  @Override
  public String put(String key, Path file) {
    Path target = file(requireWritable(key));
    try {
      force(file);
      return publish(file, target);
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(location(key), failed);
    }
  }

  @Override
  public void put(String key, byte[] bytes) {
    Path file = tempDirectory().resolve(UUID.randomUUID() + ".tmp");
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
      String unused = put(key, file);
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(location(key), failed);
    } finally {
      TemporaryFiles.discard(file);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] bytes) {
    Path file = tempDirectory().resolve(UUID.randomUUID() + ".tmp");
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
      force(file);
      return link(file, file(requireWritable(key)));
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(location(key), failed);
    } finally {
      TemporaryFiles.discard(file);
    }
  }

  /** Creates the target as a hard link to a file. Returns false if the target already exists. */
  private boolean link(Path file, Path target) throws IOException {
    return inFolder(
        file,
        target,
        () -> {
          try {
            Files.createLink(target, file);
            return true;
          } catch (FileAlreadyExistsException exists) {
            return false;
          } catch (FileSystemException | UnsupportedOperationException failed) {
            checkLinksAreSupported(target, failed);
            throw failed;
          }
        });
  }

  /**
   * Checks why a hard link could not be created.
   *
   * @throws LakeException of kind CONFIGURATION if the file system has no hard links
   */
  static void checkLinksAreSupported(Path target, Exception failed) {
    if (!(failed instanceof FileSystemException known)
        || NO_HARD_LINKS.contains(String.valueOf(known.getReason()))) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "file system without hard links: file:%s; use a folder on another file system"
              .formatted(target),
          failed);
    }
  }

  @Override
  public void delete(String key) {
    Path file = file(requireWritable(key));
    try {
      if (!Files.isDirectory(file) && Files.deleteIfExists(file)) {
        removeEmptyFolders(file.getParent());
      }
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(location(key), failed);
    }
  }

  @Override
  public List<IncompleteUpload> listIncompleteUploads() {
    try {
      return listing.listTemporaryFiles();
    } catch (IOException failed) {
      throw IoErrorTranslator.readFailure(location(TEMP_PREFIX), failed);
    }
  }

  @Override
  public void discard(IncompleteUpload upload) {
    if (!upload.key().startsWith(TEMP_PREFIX)) {
      throw new IllegalArgumentException(upload.key() + " is not a temporary file");
    }
    try {
      Files.deleteIfExists(file(upload.key()));
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(location(upload.key()), failed);
    }
  }

  @Override
  public Optional<Instant> serverTime() {
    return Optional.empty();
  }

  @Override
  public Path tempDirectory() {
    try {
      return Files.createDirectories(root.resolve(TEMP_PREFIX));
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(location(TEMP_PREFIX), failed);
    }
  }

  @Override
  public void close() {}

  private String publish(Path file, Path target) throws IOException {
    return inFolder(file, target, () -> move(file, target));
  }

  /** An action that requires that a folder exists. */
  @FunctionalInterface
  private interface FolderAction<T> {
    T run() throws IOException;
  }

  /**
   * Creates the folder of a target and runs an action that creates the target from a file. Then
   * makes the operating system write the folder to the disk. If another process deletes the folder
   * meanwhile, starts again.
   */
  private <T> T inFolder(Path file, Path target, FolderAction<T> action) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        boolean newFolder = !Files.isDirectory(target.getParent());
        Files.createDirectories(target.getParent());
        T result = action.run();
        forceFolders(target.getParent(), newFolder);
        return result;
      } catch (NoSuchFileException | FileAlreadyExistsException folderIsGone) {
        // A process that deletes the last object of a folder also deletes the folder.
        if (attempt == MAX_ATTEMPTS || !Files.exists(file)) {
          throw folderIsGone;
        }
      }
    }
  }

  /**
   * Moves a file to a target and returns the ETag of the target. A file keeps its ETag when it is
   * renamed.
   */
  private String move(Path file, Path target) throws IOException {
    try {
      String etag = etag(file);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      return etag;
    } catch (AtomicMoveNotSupportedException elsewhere) {
      Path temporary = tempDirectory().resolve(UUID.randomUUID() + ".tmp");
      try {
        Files.copy(file, temporary);
        force(temporary);
        String etag = etag(temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        TemporaryFiles.discard(file);
        return etag;
      } finally {
        TemporaryFiles.discard(temporary);
      }
    }
  }

  private static String etag(Path file) throws IOException {
    return FileTreeLister.etag(Files.readAttributes(file, BasicFileAttributes.class));
  }

  private void forceFolders(Path folder, boolean withParents) throws IOException {
    force(folder);
    if (withParents && !folder.equals(root)) {
      forceFolders(folder.getParent(), true);
    }
  }

  /** Makes the operating system write a file or a folder to the disk. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Deletes a folder and then its parents, up to the first folder that is not empty, is a symbolic
   * link or is the root of the store. Ignores failures.
   */
  private void removeEmptyFolders(Path from) {
    try {
      for (Path folder = from;
          !folder.equals(root) && !Files.isSymbolicLink(folder);
          folder = folder.getParent()) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException inUse) {
      // Usually, the folder still contains another file.
    }
  }

  private static String requireWritable(String key) {
    if (key.startsWith(TEMP_PREFIX)) {
      throw new IllegalArgumentException(key + " is in the folder for temporary files");
    }
    return key;
  }

  private Path file(String key) {
    try {
      return root.resolve(ObjectKeys.requireKey(key));
    } catch (InvalidPathException unmappable) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "file name that this system's character set cannot encode: "
              + location(key)
              + "; run with LC_ALL=C.UTF-8",
          unmappable);
    }
  }

  private String location(String key) {
    return uri() + "/" + key;
  }
}
