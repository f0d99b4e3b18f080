package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.iceberg.StoreFileIO.StoredObject;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectInfo;

/**
 * A table without a catalog server. Version N of the table is {@code metadata/vN.metadata.json}. A
 * commit creates the file of the next version. If several writers try this, only one succeeds.
 * {@code metadata/version-hint.text} has the number of the newest version, for readers.
 *
 * <p>A commit deletes no earlier version. If it did, a slow writer could create a deleted version
 * again, and the commit of this writer would be lost.
 */
final class FolderTableOperations implements TableOperations {
  private static final Logger LOG = LoggerFactory.getLogger(FolderTableOperations.class);
  private static final int MAX_DIGITS = 10;
  private static final Pattern VERSION = Pattern.compile(".*/v([1-9]\\d{0,8})\\.metadata\\.json");

  /** The file with the number of the newest version. */
  static final String VERSION_HINT = "version-hint.text";

  private final StoreFileIO files;
  private final String location;
  private final AtomicBoolean areWritesChecked;
  private int version;
  private @Nullable TableMetadata current;
  private boolean isHintCurrent;

  /**
   * Creates the operations of a table, which need not exist.
   *
   * @param areWritesChecked whether an earlier check showed that the store refuses to create an
   *     existing object
   */
  FolderTableOperations(StoreFileIO files, String location, AtomicBoolean areWritesChecked) {
    this.files = files;
    this.location = location;
    this.areWritesChecked = areWritesChecked;
  }

  /** Returns the metadata; null if the table does not exist. */
  @Override
  public @Nullable TableMetadata current() {
    return current == null ? refresh() : current;
  }

  @Override
  public @Nullable TableMetadata refresh() {
    int newest = newestVersion();
    if (newest > version) {
      TableMetadata read = TableMetadataParser.read(files, versionLocation(newest));
      requireOwn(read.location());
      current = read;
      version = newest;
    }
    return current;
  }

  /** Returns whether a file is the metadata of a table of another catalog. */
  static boolean isOfAnotherCatalog(String key) {
    return key.endsWith(".metadata.json") && !VERSION.matcher(key).matches();
  }

  /**
   * Refuses a copied table, because its metadata still names the files of the original.
   *
   * @param recorded the location in the metadata of the table
   * @throws LakeException of kind CONFIGURATION if the table was copied
   */
  private void requireOwn(String recorded) {
    if (!StoreFileIO.normalize(recorded).equals(StoreFileIO.normalize(location))) {
      throw new LakeException(
          LakeErrorKind.CONFIGURATION,
          "copied Iceberg table: %s (its metadata refers to the files of %s); delete the copy, then run publish-iceberg again"
              .formatted(location, recorded));
    }
  }

  private int newestVersion() {
    StoredObject prefix = files.resolve(metadataFileLocation("v"));
    return prefix.store().list(prefix.key()).stream()
        .map(ObjectInfo::key)
        .map(VERSION::matcher)
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max()
        .orElse(0);
  }

  private String versionLocation(int number) {
    return metadataFileLocation("v" + number + ".metadata.json");
  }

  @Override
  public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
    if (base != current) {
      throw new CommitFailedException("Cannot commit to %s: the metadata is outdated", location);
    }
    if (base == metadata) {
      return;
    }
    int next = version + 1;
    String json = TableMetadataParser.toJson(metadata);
    // Check with an existing version, so that an unsafe store gets no commit. A new table has no
    // version yet: the check below uses its first one, and deletes it if the store is unsafe.
    if (current != null) {
      checkWritesOnce(version, TableMetadataParser.toJson(current));
    }
    if (!create(versionLocation(next), json.getBytes(UTF_8))) {
      throw new CommitFailedException(
          "Cannot commit to %s: another process committed version %s", location, next);
    }
    if (current == null) {
      checkWritesOnce(next, json);
    }
    version = next;
    current = TableMetadataParser.fromJson(versionLocation(next), json);
    writeHint(next);
  }

  /** Creates a version, and returns false if another process has created it. */
  private boolean create(String file, byte[] json) {
    StoredObject object = files.resolve(file);
    try {
      // A repeated request can find the object that the first request created.
      return object.store().putIfAbsent(object.key(), json) || hasContent(object, json);
    } catch (LakeException unclear) {
      if (unclear.kind() == LakeErrorKind.UNREACHABLE) {
        return createdDespite(unclear, object, json);
      }
      throw unclear;
    }
  }

  private static boolean hasContent(StoredObject object, byte[] bytes) {
    return findContent(object, bytes).orElse(false);
  }

  /** Returns whether the object has this content; empty if it does not exist. */
  private static Optional<Boolean> findContent(StoredObject object, byte[] bytes) {
    return object
        .store()
        .findTail(object.key(), bytes.length + 1)
        .map(stored -> Arrays.equals(stored.bytes(), bytes));
  }

  /** Returns whether a failed request has created the object nevertheless. */
  private static boolean createdDespite(LakeException failure, StoredObject object, byte[] bytes) {
    try {
      Optional<Boolean> created = findContent(object, bytes);
      if (created.isPresent()) {
        return created.get();
      }
    } catch (LakeException unreadable) {
      failure.addSuppressed(unreadable);
    }
    // The request may still take effect, so the files of this commit must stay.
    throw new CommitStateUnknownException(failure);
  }

  /**
   * Checks that the store refuses to create an existing object. For this check, tries to create the
   * file of the table's current version again.
   *
   * @throws LakeException of kind CONFIGURATION if the store does not refuse it
   */
  void checkConditionalWrites() {
    TableMetadata newest = current();
    if (newest != null) {
      checkConditionalWrites(version, TableMetadataParser.toJson(newest).getBytes(UTF_8));
    }
  }

  private void checkWritesOnce(int number, String json) {
    if (!areWritesChecked.get()) {
      checkConditionalWrites(number, json.getBytes(UTF_8));
      areWritesChecked.set(true);
    }
  }

  private void checkConditionalWrites(int number, byte[] json) {
    StoredObject object = files.resolve(versionLocation(number));
    checkConditionalWrites(
        object,
        json,
        () -> {
          if (current == null) {
            object.store().delete(object.key());
          }
        });
  }

  /**
   * Checks that the store refuses to create an existing object.
   *
   * @param bytes the content of the object
   * @param undo runs if the store does not refuse it
   * @throws LakeException of kind CONFIGURATION if the store does not refuse it
   */
  static void checkConditionalWrites(StoredObject object, byte[] bytes, Runnable undo) {
    if (object.store().putIfAbsent(object.key(), bytes)) {
      undo.run();
      throw new LakeException(
          LakeErrorKind.CONFIGURATION,
          "storage is unsafe for ICEBERG_CATALOG=folder: %s (it ignores If-None-Match, so two writers could replace each other's commits); set ICEBERG_CATALOG to a REST catalog"
              .formatted(object.store().uri()));
    }
  }

  /**
   * Writes the number of the newest version. Another process can commit meanwhile, so the number is
   * written again until no newer version exists.
   */
  private void writeHint(int number) {
    StoredObject hint = files.resolve(metadataFileLocation(VERSION_HINT));
    try {
      int written = number;
      for (int newest = number; newest >= written; newest = newestVersion()) {
        hint.store().put(hint.key(), Integer.toString(newest).getBytes(US_ASCII));
        written = newest + 1;
      }
      isHintCurrent = true;
    } catch (LakeException failed) {
      // The commit is complete. The next commit writes the hint again.
      LOG.warn(
          "Cannot write the version hint of an Iceberg table: {}; the next commit writes it again",
          hint.key(),
          failed);
    }
  }

  /** Corrects the number of the newest version, if a writer stopped right after its commit. */
  void repairHint() {
    if (isHintCurrent) {
      return;
    }
    StoredObject hint = files.resolve(metadataFileLocation(VERSION_HINT));
    isHintCurrent =
        hint.store()
            .findTail(hint.key(), MAX_DIGITS)
            .map(tail -> new String(tail.bytes(), US_ASCII))
            .filter(Integer.toString(version)::equals)
            .isPresent();
    if (!isHintCurrent) {
      writeHint(newestVersion());
    }
  }

  @Override
  public FileIO io() {
    return files;
  }

  @Override
  public String metadataFileLocation(String name) {
    return location + "/metadata/" + name;
  }

  @Override
  public LocationProvider locationProvider() {
    TableMetadata metadata = current();
    if (metadata == null) {
      throw new IllegalStateException(location + " has no metadata");
    }
    return LocationProviders.locationsFor(metadata.location(), metadata.properties());
  }
}
